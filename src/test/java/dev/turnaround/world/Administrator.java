package dev.turnaround.world;

import dev.turnaround.model.Account;
import dev.turnaround.model.calendar.CalendarWords;
import dev.turnaround.store.Agreement;
import dev.turnaround.store.PeopleActs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Somebody who takes two people for one, changes everybody's working hours, and takes all of it
/// back in the end: then nothing of it may be left in any number.
final class Administrator {
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata");

    private final PeopleActs acts;
    private final Random random;
    private final Deque<UUID> done = new ArrayDeque<>();

    /// @param acts what is done by hand
    Administrator(PeopleActs acts, long seed) {
        this.acts = acts;
        this.random = new Random(seed);
    }

    /// Does something, or takes back what was done last.
    ///
    /// @param known the accounts there are by now
    void act(List<Account> known, Instant now) {
        switch (random.nextInt(3)) {
            case 0 -> takeForOne(known, now);
            case 1 -> changeHours(now);
            default -> takeLastBack(now);
        }
    }

    /// Takes everything back that still holds.
    void takeAllBack(Instant now) {
        while (!done.isEmpty()) {
            takeLastBack(now);
        }
    }

    private void takeForOne(List<Account> known, Instant now) {
        if (known.size() >= 2) {
            var one = known.get(random.nextInt(known.size()));
            var other = known.get(random.nextInt(known.size()));
            if (!one.equals(other)) {
                note(acts.make("Somebody " + done.size(), List.of(one, other), doer(now)));
            }
        }
    }

    private void changeHours(Instant now) {
        var from = 6 + random.nextInt(5);
        var hours = new JsonArray().add("%02d:00-%02d:30".formatted(from, from + 7));
        var value =
                new JsonObject()
                        .put("zone", ZONES.get(random.nextInt(ZONES.size())))
                        .put("week", new JsonObject().put("monday", hours).put("thursday", hours))
                        .put("holidays", new JsonArray());
        if (!(Agreement.words(value).meaning() instanceof CalendarWords.Meaning.Good)) {
            throw new AssertionError("these are no working hours: " + value);
        }
        note(acts.agree(null, Agreement.calendar(Agreement.ALL), value, doer(now)));
    }

    private void takeLastBack(Instant now) {
        if (!done.isEmpty()) {
            var outcome = acts.undo(done.pop(), doer(now));
            if (!(outcome instanceof PeopleActs.Outcome.Done)) {
                throw new AssertionError("cannot be taken back: " + outcome);
            }
        }
    }

    private void note(PeopleActs.Outcome outcome) {
        if (!(outcome instanceof PeopleActs.Outcome.Done(var act, _))) {
            throw new AssertionError("was not done: " + outcome);
        }
        if (act != null) {
            done.push(act);
        }
    }

    private static PeopleActs.Doer doer(Instant now) {
        return new PeopleActs.Doer("an administrator", now);
    }
}
