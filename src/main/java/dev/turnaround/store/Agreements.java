package dev.turnaround.store;

import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.due.Target;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what was agreed on.
///
/// Call on a virtual thread. Throws [Away] when the database is.
public final class Agreements {
    private static final String TEAMS =
            "select id, name from team where not gone order by lower(name)";

    private final Pool pool;

    /// Those of a database.
    public Agreements(Readers readers) {
        this.pool = readers.pool();
    }

    /// Where a calendar comes from.
    public enum Source {
        /// Nobody has said anything.
        BUILT_IN("builtIn"),
        /// The configuration file, so that it cannot be changed otherwise.
        CONFIGURATION("configuration"),
        /// It was set here.
        API("api");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /// The name in the API.
        public String word() {
            return word;
        }
    }

    /// A team.
    public record Team(UUID id, String name) {}

    /// A calendar.
    ///
    /// @param team whose own it is; null for everybody's
    public record Held(@Nullable Team team, WorkCalendar calendar, Source source) {}

    /// A target.
    ///
    /// @param team whose own it is; null for everybody's
    public record Aim(@Nullable Team team, Target target) {}

    /// Everybody's, then those of teams that have their own, by name.
    public List<Held> calendars() {
        var all = AgreementWrites.all(pool);
        var held = new ArrayList<Held>();
        held.add(everybodys(all));
        for (var team : teams()) {
            own(all, team).ifPresent(held::add);
        }
        return held;
    }

    /// The one that holds for the members of a team; none when there is no such team.
    public Optional<Held> calendar(UUID team) {
        var all = AgreementWrites.all(pool);
        return teams().stream()
                .filter(one -> one.id().equals(team))
                .findFirst()
                .map(one -> own(all, one).orElseGet(() -> everybodys(all)));
    }

    /// Everybody's.
    public Held calendar() {
        return everybodys(AgreementWrites.all(pool));
    }

    /// Everybody's, then those of teams, by name.
    public List<Aim> targets() {
        var all = AgreementWrites.all(pool);
        var aims = new ArrayList<Aim>();
        add(all, null, Agreement.ALL, aims);
        teams().forEach(team -> add(all, team, Agreement.of(team.id()), aims));
        return aims;
    }

    private static void add(
            Map<Agreement, JsonObject> all, @Nullable Team team, String scope, List<Aim> aims) {
        for (var timing : Target.TIMINGS) {
            var what = Agreement.target(scope, timing);
            var json = all.get(what);
            if (json != null) {
                what.target(json).ifPresent(target -> aims.add(new Aim(team, target)));
            }
        }
    }

    private static Held everybodys(Map<Agreement, JsonObject> all) {
        return held(all, null, Agreement.ALL, Agreement.ALL)
                .orElseGet(() -> new Held(null, WorkCalendar.USUAL, Source.BUILT_IN));
    }

    private static Optional<Held> own(Map<Agreement, JsonObject> all, Team team) {
        return held(all, team, team.name().toLowerCase(Locale.ROOT), Agreement.of(team.id()));
    }

    private static Optional<Held> held(
            Map<Agreement, JsonObject> all, @Nullable Team team, String name, String scope) {
        var inFile = all.get(Agreement.calendar(Agreement.inFile(name)));
        var json = inFile == null ? all.get(Agreement.calendar(scope)) : inFile;
        var source = inFile == null ? Source.API : Source.CONFIGURATION;
        return Optional.ofNullable(json)
                .flatMap(Agreement::calendar)
                .map(calendar -> new Held(team, calendar, source));
    }

    private List<Team> teams() {
        return Blocking.send(pool, TEAMS, Tuple.tuple()).stream()
                .map(row -> new Team(row.getUUID(0), row.getString(1)))
                .toList();
    }
}
