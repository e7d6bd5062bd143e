package dev.turnaround.api;

import dev.turnaround.contract.Problem;
import dev.turnaround.store.Audit;
import dev.turnaround.store.PeopleActs.Doer;
import dev.turnaround.store.PeopleActs.Outcome;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Does what a call asks for by hand, and answers with what it made of its object and with the act,
/// by which it can be taken back.
final class Deeds {
    private final Runnable moved;
    private final Audit audit;
    private final Waiting waiting;
    private final InstantSource clock;

    /// @param moved called after something was done
    Deeds(Runnable moved, Audit audit, Waiting waiting, InstantSource clock) {
        this.moved = moved;
        this.audit = audit;
        this.waiting = waiting;
        this.clock = clock;
    }

    /// What the audit log is told of an act; [Caller#did] says what each is.
    record Entry(String act, @Nullable String object, @Nullable String detail) {}

    /// What came of an act, and its object afterwards.
    private record Done(Outcome outcome, Map<String, @Nullable Object> shown) {}

    /// Answers a call.
    ///
    /// @param status of the answer when it was done
    /// @param shown its object afterwards
    /// @param entry for the audit log, of the act
    void act(
            RoutingContext context,
            int status,
            Function<Doer, Outcome> deed,
            Function<Outcome.Done, Map<String, @Nullable Object>> shown,
            Function<UUID, Entry> entry) {
        var doer = new Doer(Caller.of(context).actor().name(), clock.instant());
        waiting.on(
                        () -> {
                            var outcome = deed.apply(doer);
                            return new Done(
                                    outcome,
                                    outcome instanceof Outcome.Done done
                                            ? shown.apply(done)
                                            : Map.of());
                        })
                .onSuccess(done -> {
                    switch (done.outcome()) {
                        case Outcome.Done(var act, _) -> {
                            if (act != null) {
                                moved.run();
                                record(context, entry.apply(act));
                            }
                            var json = new LinkedHashMap<String, @Nullable Object>(done.shown());
                            json.put("act", act);
                            context.response().setStatusCode(status);
                            Answer.json(context, json);
                        }
                        case Outcome.Missing(var what) ->
                                Problem.send(context.request(), 404, what);
                        case Outcome.Refused(var why) -> Problem.send(context.request(), 409, why);
                    }
                })
                .onFailure(context::fail);
    }

    private void record(RoutingContext context, Entry entry) {
        audit.record(
                Caller.of(context)
                        .did(clock.instant(), entry.act(), entry.object(), entry.detail()));
    }
}
