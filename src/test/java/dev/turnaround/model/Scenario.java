package dev.turnaround.model;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A story in words, and what it comes to.
///
/// ```
/// A comment by somebody else is the first response.
///   09:00 opened mia
///   09:10 commented omar
///   then first response 10m
///        phase awaiting_author since 09:10
/// ```
///
/// Facts are told in the order of the lines, which need not be that of the times: `TIME [~] [x]
/// KIND [WHO] [WORDS] [#identity]`, with `~` for an estimated time and `x` for what has been
/// deleted. Two lines with the same identity are two tellings of one fact. All happen on the same
/// day, 2026-03-02, unless the time has a date: `2026-03-06T18:00`, in UTC like all times.
///
/// Before the facts may stand what is known of people: `same mia mia2 ...` for accounts of one
/// person, the first standing for all, and `team web omar lena ...` for the members of a team.
///
/// - Who: a name; `bot:name`; `ghost` for a deleted account; `login@account` where they differ.
/// - Kinds: `opened WHO [draft|unknown]`, `ready`, `draft`, `requested WHO|team:NAME`, `unrequested
///   WHO|team:NAME`, `commented WHO [in #review]`, `approved`, `changes-requested`, `remarked` and
///   `judged` (reviews; the last is one whose verdict the source no longer tells), each `WHO
///   [empty]`, `dismissed #review`, `unapproved`, `withdrawn`, `approvals-reset`, `pushed`,
///   `merged`, `closed`, `reopened`, `seen [ready|draft] [open|closed] [with WHO|team:NAME|nobody
///   ...]`.
///
/// What may stand after `then` is what [Said] and [SaidTimings] say of the outcome, in their words.
///
/// @param sentence what is so
/// @param source where it is written
/// @param tellings in the order in which they arrive
/// @param then statements about the outcome
/// @param people what is known of the accounts
record Scenario(
        String sentence, URI source, List<Fact> tellings, List<String> then, People people) {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    static Instant instant(String time) {
        var local =
                time.contains("T") ? LocalDateTime.parse(time) : LocalTime.parse(time).atDate(DAY);
        return local.toInstant(ZoneOffset.UTC);
    }

    static String time(Instant instant) {
        var local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return (local.toLocalDate().equals(DAY) ? local.toLocalTime() : local).toString();
    }

    /// The scenarios in a file.
    static List<Scenario> read(String resource, List<String> lines) {
        var scenarios = new ArrayList<Scenario>();
        for (var number = 0; number < lines.size(); number++) {
            if (startsScenario(lines.get(number))) {
                var end = number + 1;
                while (end < lines.size() && lines.get(end).startsWith(" ")) {
                    end++;
                }
                var source = URI.create("classpath:/" + resource + "?line=" + (number + 1));
                scenarios.add(read(source, lines.get(number), lines.subList(number + 1, end)));
                number = end - 1;
            }
        }
        return scenarios;
    }

    private static boolean startsScenario(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static Scenario read(URI source, String sentence, List<String> lines) {
        var tellings = new ArrayList<Fact>();
        var then = new ArrayList<String>();
        var same = new HashMap<String, String>();
        var teams = new HashMap<String, Set<String>>();
        for (var line : lines) {
            var text = line.strip();
            if (text.startsWith("same ")) {
                var accounts = text.split(" ", -1);
                Stream.of(accounts).skip(2).forEach(one -> same.put(one, accounts[1]));
            } else if (text.startsWith("team ")) {
                var words = text.split(" ", -1);
                teams.put("team:" + words[1], Stream.of(words).skip(2).collect(Collectors.toSet()));
            } else if (text.startsWith("then ")) {
                then.add(text.substring("then ".length()).strip());
            } else if (then.isEmpty()) {
                tellings.add(fact(source, text, tellings.size()));
            } else {
                then.add(text);
            }
        }
        if (tellings.isEmpty() || then.isEmpty()) {
            throw new IllegalArgumentException(source + ": facts and an outcome are wanted");
        }
        var people = new People(same, Map.of(), teams);
        return new Scenario(sentence, source, List.copyOf(tellings), List.copyOf(then), people);
    }

    private static Fact fact(URI source, String text, int number) {
        try {
            return new Words(text).fact(String.format(Locale.ROOT, "%02d", number));
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(source + ": " + text, unreadable);
        }
    }

    /// The words of one line, taken one by one.
    private static final class Words {
        private final List<String> left;

        Words(String text) {
            left = new ArrayList<>(List.of(text.split("\\s+")));
        }

        Fact fact(String unnamed) {
            var at = instant(next());
            var estimated = take("~");
            var deleted = take("x");
            var kind = next();
            var within = take("in") || kind.equals("dismissed") ? identity() : null;
            var said = act(kind, within);
            var id = identity();
            if (!left.isEmpty()) {
                throw new IllegalArgumentException("not understood: " + left);
            }
            // Runs against the rank of kinds, so that a tie cannot come out right by its
            // identities.
            var against = Character.toString('z' - said.act().rank());
            var opening = said.act() instanceof Act.Opened;
            var named = id != null ? id : opening ? "opened" : against + unnamed;
            return new Fact(named, at, estimated, said.by(), said.act(), deleted);
        }

        private record SaidAct(@Nullable Actor by, Act act) {}

        private SaidAct act(String kind, @Nullable String within) {
            return switch (kind) {
                case "opened" -> by(opened());
                case "ready" -> by(new Act.Ready());
                case "draft" -> by(new Act.Draft());
                case "requested" -> new SaidAct(null, new Act.ReviewRequested(reviewer()));
                case "unrequested" -> new SaidAct(null, new Act.ReviewRequestRemoved(reviewer()));
                case "commented" -> by(new Act.Commented(within));
                case "approved" -> by(reviewed(ReviewVerdict.APPROVED));
                case "changes-requested" -> by(reviewed(ReviewVerdict.CHANGES_REQUESTED));
                case "remarked" -> by(reviewed(ReviewVerdict.COMMENTED));
                case "judged" -> by(reviewed(ReviewVerdict.UNKNOWN));
                case "dismissed" -> by(new Act.Dismissed(present(within)));
                case "unapproved" -> by(new Act.Unapproved());
                case "withdrawn" -> by(new Act.Withdrawn());
                case "approvals-reset" -> by(new Act.ApprovalsReset());
                case "pushed" -> by(new Act.Pushed(null));
                case "merged" -> by(new Act.Merged());
                case "closed" -> by(new Act.Closed());
                case "reopened" -> by(new Act.Reopened());
                case "seen" -> new SaidAct(null, seen());
                default -> throw new IllegalArgumentException("no such kind: " + kind);
            };
        }

        private Act opened() {
            return take("unknown") ? new Act.Opened(null) : new Act.Opened(take("draft"));
        }

        private Act reviewed(ReviewVerdict verdict) {
            return new Act.Reviewed(verdict, take("empty"));
        }

        private Act seen() {
            var draft = take("draft");
            var told = take("ready") || draft;
            var open = !take("closed") && take("open");
            return new Act.Seen(told ? draft : null, open, take("with") ? reviewers() : null);
        }

        private List<Reviewer> reviewers() {
            var reviewers = new ArrayList<Reviewer>();
            while (!take("nobody") && !left.isEmpty() && !left.getFirst().startsWith("#")) {
                reviewers.add(reviewer());
            }
            return reviewers;
        }

        private SaidAct by(Act act) {
            var named = !left.isEmpty() && !left.getFirst().startsWith("#");
            return new SaidAct(named ? actor(next()) : null, act);
        }

        private Reviewer reviewer() {
            var who = next();
            if (who.startsWith("team:")) {
                var team = who.substring("team:".length());
                return new Reviewer.Team(team, team);
            }
            return new Reviewer.Person(present(actor(who)));
        }

        private static @Nullable Actor actor(String who) {
            if (who.equals("ghost")) {
                return null;
            }
            var bot = who.startsWith("bot:");
            var name = bot ? who.substring("bot:".length()) : who;
            var account = name.indexOf('@');
            return account < 0
                    ? new Actor(name, name, bot)
                    : new Actor(name.substring(account + 1), name.substring(0, account), bot);
        }

        private String next() {
            return left.removeFirst();
        }

        private boolean take(String word) {
            return left.remove(word);
        }

        private @Nullable String identity() {
            for (var word : left) {
                if (word.startsWith("#")) {
                    left.remove(word);
                    return word.substring(1);
                }
            }
            return null;
        }

        private static <T> T present(@Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("something is missing");
            }
            return value;
        }
    }
}
