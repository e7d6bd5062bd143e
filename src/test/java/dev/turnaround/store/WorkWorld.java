package dev.turnaround.store;

import dev.turnaround.model.Moment;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Settled;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.IssueProgress;
import dev.turnaround.model.reference.Evidence;
import dev.turnaround.model.reference.References;
import dev.turnaround.model.work.Item;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A few pull requests, issues and accounts that change at random, in a database and beside it, so
/// that what belongs together can be worked out twice, in ways that share nothing.
final class WorkWorld {
    static final String FORGE = "forge";
    static final String TRACKER = "tracker";
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final int PULL_REQUESTS = 7;
    private static final int ISSUES = 5;
    private static final int KEYS = 13;
    private static final int ACCOUNTS = 3;

    private final Connection sql;
    private final List<UUID> persons = List.of(new UUID(0, 1), new UUID(0, 2));
    private final Map<Integer, Pull> pulls = new TreeMap<>();
    private final Map<Integer, Ticket> tickets = new TreeMap<>();
    private final Map<SortedSet<Item>, Boolean> said = new HashMap<>();
    private final Map<String, Account> accounts = new TreeMap<>();
    private boolean projectKnown;

    private record Pull(@Nullable String author, boolean merged, SortedSet<String> keys) {}

    private record Ticket(
            @Nullable String name,
            SortedSet<String> names,
            @Nullable String assignee,
            @Nullable Integer parent,
            SortedSet<String> quotes,
            SortedSet<Integer> links) {}

    private record Account(@Nullable UUID person, boolean bot) {}

    WorkWorld(Connection sql) throws SQLException {
        this.sql = sql;
        for (var table :
                List.of(
                        "pull_request",
                        "issue",
                        "tie",
                        "issue_name",
                        "issue_link",
                        "project",
                        "hand_tie",
                        "issue_tie",
                        "work",
                        "work_item",
                        "work_tie",
                        "work_mark",
                        "late_tie",
                        "identity",
                        "person")) {
            run("truncate " + table + " cascade");
        }
        for (var person : persons) {
            run("insert into person (id, name) values (?, ?)", person, person.toString());
        }
    }

    /// Changes one thing, in one transaction.
    void change(int seed) throws SQLException {
        var random = new Random(seed);
        sql.setAutoCommit(false);
        switch (random.nextInt(13)) {
            case 0, 1, 2 -> pullRequest(random, 1 + random.nextInt(PULL_REQUESTS));
            case 3 -> release(1 + random.nextInt(PULL_REQUESTS));
            case 4 -> removePullRequest(1 + random.nextInt(PULL_REQUESTS));
            case 5, 6 -> issue(random, 1 + random.nextInt(ISSUES));
            case 7 -> removeIssue(1 + random.nextInt(ISSUES));
            case 8, 9 -> account(random);
            case 10, 11 -> say(random);
            default -> project(random.nextBoolean());
        }
        sql.commit();
        sql.setAutoCommit(true);
    }

    /// Ties so many pull requests to each other, one to the next.
    void chain(int length) throws SQLException {
        run(
                """
                insert into pull_request (connection, repository, number, version, state, phase, opened_at)
                select ?, '55', n, 1, '{}', 'draft', ?::timestamptz from generate_series(1, ?) as n
                """,
                FORGE,
                NINE.toString(),
                length);
        run(
                """
                insert into hand_tie
                select 'pull_request', ?, '55', n::text, n, 'pull_request', ?, '55', (n + 1)::text, true
                from generate_series(1, ? - 1) as n
                """,
                FORGE,
                FORGE,
                length);
    }

    /// Unties one of a chain from the next.
    void cut(int after) throws SQLException {
        run("delete from hand_tie where number = ?", after);
    }

    /// How many sets wait for being looked through.
    long loose() throws SQLException {
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery("select count(*) from work where loose")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String url(int number) {
        return "https://forge.example/acme/web/pull/" + number;
    }

    private void pullRequest(Random random, int number) throws SQLException {
        var keys = new TreeSet<String>();
        for (var i = random.nextInt(3); i > 0; i--) {
            keys.add("PAY-" + (1 + random.nextInt(KEYS)));
        }
        put(number, new Pull(someAccount(random), random.nextBoolean(), keys));
    }

    private void release(int number) throws SQLException {
        var keys = new TreeSet<String>();
        for (var i = 1; i <= KEYS; i++) {
            keys.add("PAY-" + i);
        }
        put(number, new Pull("a1", true, keys));
    }

    private @Nullable String someAccount(Random random) {
        var one = random.nextInt(ACCOUNTS + 1);
        return one == 0 ? null : "a" + one;
    }

    private void put(int number, Pull pull) throws SQLException {
        run(
                """
                insert into pull_request as p (connection, repository, number, version, state, phase, author, opened_at, merged_at, url)
                values (?, '55', ?, 1, '{}', 'draft', ?, ?::timestamptz, case when ? then ?::timestamptz end, ?)
                on conflict (connection, repository, number) do update
                set version = p.version + 1, author = excluded.author, merged_at = excluded.merged_at
                """,
                FORGE,
                number,
                pull.author(),
                NINE.toString(),
                pull.merged(),
                NINE.toString(),
                url(number));
        run(
                "delete from tie where number = ? and not target = any(?)",
                number,
                pull.keys().toArray(String[]::new));
        for (var key : pull.keys()) {
            run(
                    "insert into tie values (?, '55', ?, '', ?, 'title', 'PAY') on conflict do nothing",
                    FORGE,
                    number,
                    key);
        }
        pulls.put(number, pull);
    }

    private void removePullRequest(int number) throws SQLException {
        run("delete from tie where number = ?", number);
        run(
                "delete from hand_tie where kind = 'pull_request' and name = ? or other_kind = 'pull_request' and other_name = ?",
                "" + number,
                "" + number);
        run("delete from pull_request where number = ?", number);
        pulls.remove(number);
        var item = pull(number);
        said.keySet().removeIf(pair -> pair.contains(item));
    }

    private void issue(Random random, int id) throws SQLException {
        var before = tickets.get(id);
        var names = before == null ? new TreeSet<String>() : new TreeSet<>(before.names());
        var name = random.nextInt(5) == 0 ? null : "PAY-" + (1 + random.nextInt(KEYS));
        if (name != null) {
            names.add(name);
        }
        var quotes = new TreeSet<String>();
        if (random.nextInt(3) == 0) {
            quotes.add("PAY-" + (1 + random.nextInt(KEYS)));
        }
        var links = new TreeSet<Integer>();
        if (random.nextInt(3) == 0) {
            links.add(1 + random.nextInt(PULL_REQUESTS));
        }
        var parent = random.nextInt(3) == 0 ? 1 + random.nextInt(ISSUES) : null;
        var ticket = new Ticket(name, names, someAccount(random), parent, quotes, links);
        var stamped = parent == null ? null : new Stamped<>("" + parent, NINE);
        var attributes =
                new IssueAttributes(
                        null,
                        null,
                        names,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        stamped,
                        References.NONE.with(Evidence.DESCRIPTION, quotes, NINE),
                        NINE);
        var created = IssueFact.exact("created", NINE, null, new IssueAct.Created(null));
        var progress =
                new IssueProgress(
                        created,
                        created,
                        new Moment(NINE, false),
                        List.of(),
                        null,
                        new TreeMap<>(),
                        null,
                        0,
                        0,
                        new TreeMap<>(),
                        new TreeSet<>());
        var issue =
                new Issue(new IssueKey(TRACKER, "" + id), attributes, progress, Settled.nothing());
        run(
                """
                insert into issue as i (connection, id, version, state, name, assignee, began_at)
                values (?, ?, 1, ?::json, ?, ?, ?::timestamptz)
                on conflict (connection, id) do update
                set version = i.version + 1, state = excluded.state, name = excluded.name, assignee = excluded.assignee
                """,
                TRACKER,
                "" + id,
                StateJson.write(StateJson.IssueState.of(issue)),
                name,
                ticket.assignee(),
                NINE.toString());
        for (var one : names) {
            run(
                    "insert into issue_name values (?, ?, ?) on conflict do nothing",
                    TRACKER,
                    one,
                    "" + id);
        }
        run("delete from issue_link where issue = ?", "" + id);
        for (var link : links) {
            run("insert into issue_link values (?, ?, ?)", TRACKER, "" + id, url(link));
        }
        tickets.put(id, ticket);
    }

    private void removeIssue(int id) throws SQLException {
        run("delete from issue_name where issue = ?", "" + id);
        run("delete from issue_link where issue = ?", "" + id);
        run(
                "delete from hand_tie where kind = 'issue' and name = ? or other_kind = 'issue' and other_name = ?",
                "" + id,
                "" + id);
        run("delete from issue where id = ?", "" + id);
        tickets.remove(id);
        var item = ticket(id);
        said.keySet().removeIf(pair -> pair.contains(item));
    }

    private void account(Random random) throws SQLException {
        var id = "a" + (1 + random.nextInt(ACCOUNTS));
        var person = random.nextInt(3) == 0 ? null : persons.get(random.nextInt(persons.size()));
        var bot = random.nextInt(4) == 0;
        run(
                """
                insert into identity (connection, id, login, bot, seen_at, person) values (?, ?, ?, ?, ?::timestamptz, ?)
                on conflict (connection, id) do update set bot = excluded.bot, person = excluded.person
                """,
                FORGE,
                id,
                id,
                bot,
                NINE.toString(),
                person);
        accounts.put(id, new Account(person, bot));
    }

    private void project(boolean known) throws SQLException {
        run("delete from project");
        if (known) {
            run("insert into project values (?, 'PAY')", TRACKER);
        }
        projectKnown = known;
    }

    private static Item pull(int number) {
        return Item.of(new PullRequestKey(FORGE, "55", number));
    }

    private static Item ticket(int id) {
        return Item.of(new IssueKey(TRACKER, "" + id));
    }

    private void say(Random random) throws SQLException {
        var all = new ArrayList<Item>();
        pulls.keySet().forEach(number -> all.add(pull(number)));
        tickets.keySet().forEach(id -> all.add(ticket(id)));
        if (all.size() < 2) {
            return;
        }
        var pair = new TreeSet<Item>();
        while (pair.size() < 2) {
            pair.add(all.get(random.nextInt(all.size())));
        }
        var one = pair.first();
        var other = pair.last();
        run(
                "delete from hand_tie where kind = ? and name = ? and other_kind = ? and other_name = ?",
                one.kind().word(),
                one.name(),
                other.kind().word(),
                other.name());
        said.remove(pair);
        if (random.nextInt(3) > 0) {
            var tied = random.nextBoolean();
            run(
                    "insert into hand_tie values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    one.kind().word(),
                    one.connection(),
                    one.repository(),
                    one.name(),
                    one.kind() == Item.Kind.PULL_REQUEST ? Long.valueOf(one.name()) : null,
                    other.kind().word(),
                    other.connection(),
                    other.repository(),
                    other.name(),
                    tied);
            said.put(pair, tied);
        }
    }

    /// What is true, by plain search.
    SortedMap<String, String> truth() {
        var strong = new TreeMap<Item, SortedSet<Item>>();
        var any = new TreeSet<Item>();
        pulls.forEach((number, pull) -> {
            var words = new TreeMap<Item, SortedSet<String>>();
            for (var key : pull.keys()) {
                meant(key)
                        .forEach(
                                item -> words.computeIfAbsent(item, _ -> new TreeSet<>()).add(key));
            }
            tickets.forEach((id, ticket) -> {
                if (ticket.links().contains(number) && ticket.name() != null) {
                    words.computeIfAbsent(ticket(id), _ -> new TreeSet<>()).add(ticket.name());
                }
            });
            words.keySet().removeIf(item -> denied(pull(number), item));
            var distinct = new TreeSet<String>();
            words.values().forEach(distinct::addAll);
            words.keySet()
                    .forEach(item -> tie(pull(number), item, distinct.size() <= 10, strong, any));
        });
        tickets.forEach((id, ticket) -> {
            var others = new TreeSet<Item>();
            ticket.quotes().forEach(key -> others.addAll(meant(key)));
            var parent = ticket.parent();
            var above = parent == null ? null : tickets.get(parent);
            if (parent != null && above != null && above.name() != null) {
                others.add(ticket(parent));
            }
            others.remove(ticket(id));
            others.removeIf(item -> denied(ticket(id), item));
            others.forEach(item -> tie(ticket(id), item, true, strong, any));
        });
        said.forEach((pair, tied) -> {
            if (tied) {
                tie(pair.first(), pair.last(), true, strong, any);
            }
        });
        return partition(any, strong);
    }

    private boolean denied(Item one, Item other) {
        return Boolean.FALSE.equals(said.get(new TreeSet<>(Set.of(one, other))));
    }

    private Set<Item> meant(String key) {
        var items = new TreeSet<Item>();
        var anybody = false;
        for (var entry : tickets.entrySet()) {
            if (entry.getValue().names().contains(key)) {
                anybody = true;
                if (entry.getValue().name() != null) {
                    items.add(ticket(entry.getKey()));
                }
            }
        }
        if (!anybody && projectKnown) {
            items.add(Item.ofKey(key));
        }
        return items;
    }

    private static void tie(
            Item one,
            Item other,
            boolean connects,
            Map<Item, SortedSet<Item>> strong,
            Set<Item> any) {
        any.add(one);
        any.add(other);
        if (connects) {
            strong.computeIfAbsent(one, _ -> new TreeSet<>()).add(other);
            strong.computeIfAbsent(other, _ -> new TreeSet<>()).add(one);
        }
    }

    private SortedMap<String, String> partition(Set<Item> any, Map<Item, SortedSet<Item>> strong) {
        var left = new TreeSet<>(any);
        var sets = new TreeMap<String, String>();
        while (!left.isEmpty()) {
            var set = new TreeSet<Item>();
            var next = new ArrayDeque<Item>(List.of(left.first()));
            while (!next.isEmpty()) {
                var item = next.poll();
                if (set.add(item)) {
                    next.addAll(strong.getOrDefault(item, new TreeSet<>()));
                }
            }
            left.removeAll(set);
            var whose = new TreeSet<String>();
            set.forEach(item -> {
                var one = contributor(item);
                if (one != null) {
                    whose.add(one);
                }
            });
            sets.put(
                    String.join(" ", set.stream().map(Item::word).sorted().toList()),
                    String.join(" ", whose));
        }
        return sets;
    }

    private @Nullable String contributor(Item item) {
        var account =
                switch (item.kind()) {
                    case PULL_REQUEST -> author(pulls.get(Integer.parseInt(item.name())));
                    case ISSUE -> assignee(tickets.get(Integer.parseInt(item.name())));
                    case KEY -> null;
                };
        if (account == null) {
            return null;
        }
        // The tracker's accounts of the same name are others, and nobody knows them.
        var known = item.connection().equals(FORGE) ? accounts.get(account) : null;
        if (known != null && known.bot()) {
            return null;
        }
        return known == null || known.person() == null
                ? "account:" + item.connection() + ":" + account
                : "person:" + known.person();
    }

    private static @Nullable String author(@Nullable Pull pull) {
        return pull == null ? null : pull.author();
    }

    private static @Nullable String assignee(@Nullable Ticket ticket) {
        return ticket == null ? null : ticket.assignee();
    }

    /// What is kept.
    SortedMap<String, String> kept() throws SQLException {
        var items = new TreeMap<Long, SortedSet<String>>();
        try (var statement = sql.createStatement();
                var rows =
                        statement.executeQuery(
                                "select work, kind, connection, repository, name from work_item")) {
            while (rows.next()) {
                var item =
                        new Item(
                                Item.Kind.of(rows.getString(2)),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5));
                items.computeIfAbsent(rows.getLong(1), _ -> new TreeSet<>()).add(item.word());
            }
        }
        var sets = new TreeMap<String, String>();
        try (var statement = sql.createStatement();
                var rows =
                        statement.executeQuery(
                                "select id, items, array_to_string(contributors, ' ') from work")) {
            while (rows.next()) {
                var members = items.remove(rows.getLong(1));
                sets.put(
                        members == null
                                ? "an empty set"
                                : members.size() == rows.getLong(2)
                                        ? String.join(" ", members)
                                        : "a wrong count: " + members,
                        rows.getString(3));
            }
        }
        if (!items.isEmpty()) {
            sets.put("items without a set: " + items, "");
        }
        return sets;
    }

    private void run(String statement, @Nullable Object... arguments) throws SQLException {
        try (var prepared = sql.prepareStatement(statement)) {
            for (var i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof String[] texts) {
                    prepared.setArray(i + 1, sql.createArrayOf("text", texts));
                } else {
                    prepared.setObject(i + 1, arguments[i]);
                }
            }
            prepared.execute();
        }
    }
}
