package dev.turnaround.simulator.jira;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A small part of Jira's language: conditions on project, identity and dates, joined by `AND` and
/// `OR`; the order is always by creation. A date as text is read in the zone of the account and by
/// the minute.
final class Jql {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"[^\"]*\"|[<>!]?=|[<>(),]|[^\\s<>=!(),\"]+)");
    private static final Pattern RELATIVE = Pattern.compile("-(\\d+)([mhdw])");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final List<String> tokens = new ArrayList<>();
    private final JiraSite site;
    private final Instant now;
    private int at;

    /// What the index knows of an issue.
    record Entry(JiraIssue issue, Instant touchedAt, Instant movedAt) {}

    /// Why a question cannot be answered, as Jira says it.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final String why;

        Refused(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    private Jql(JiraSite site, String jql, Instant now) {
        this.site = site;
        this.now = now;
        var token = TOKEN.matcher(jql);
        while (token.find()) {
            tokens.add(token.group(1));
        }
    }

    /// The condition of a question.
    static Predicate<Entry> parse(JiraSite site, String jql, Instant now) throws Refused {
        var parser = new Jql(site, jql, now);
        if (parser.is("order") || parser.peek() == null) {
            throw new Refused(
                    "Unbounded JQL queries are not allowed here. Please add a search restriction"
                            + " to your query.");
        }
        var condition = parser.or();
        if (parser.peek() != null && !parser.is("order")) {
            throw parser.error();
        }
        return condition;
    }

    private Predicate<Entry> or() throws Refused {
        var condition = and();
        while (is("or")) {
            at++;
            condition = condition.or(and());
        }
        return condition;
    }

    private Predicate<Entry> and() throws Refused {
        var condition = one();
        while (is("and")) {
            at++;
            condition = condition.and(one());
        }
        return condition;
    }

    private Predicate<Entry> one() throws Refused {
        if (is("(")) {
            at++;
            var inner = or();
            next();
            return inner;
        }
        var field = next().toLowerCase(Locale.ROOT);
        var operator = next().toLowerCase(Locale.ROOT);
        return switch (field) {
            case "project" -> project(operator);
            case "id", "key", "issue", "issuekey" -> identity(operator);
            case "updated" -> date(operator, Field.UPDATED);
            case "statuscategorychangeddate" -> date(operator, Field.MOVED);
            case "created" -> date(operator, Field.CREATED);
            default ->
                    throw new Refused(
                            "Field '"
                                    + field
                                    + "' does not exist or you do not have permission to view it.");
        };
    }

    private Predicate<Entry> project(String operator) throws Refused {
        var wanted = new ArrayList<Long>();
        for (var value : values(operator)) {
            wanted.add(
                    site.projects().stream()
                            .filter(project ->
                                    project.key().equalsIgnoreCase(value)
                                            || Long.toString(project.id()).equals(value))
                            .findFirst()
                            .orElseThrow(() ->
                                    new Refused(
                                            "The value '"
                                                    + value
                                                    + "' does not exist for the field 'project'."))
                            .id());
        }
        return entry -> wanted.contains(entry.issue().project().id());
    }

    private Predicate<Entry> identity(String operator) throws Refused {
        var wanted = values(operator);
        return entry ->
                wanted.contains(Long.toString(entry.issue().id()))
                        || wanted.contains(entry.issue().key());
    }

    private List<String> values(String operator) throws Refused {
        if (operator.equals("=")) {
            return List.of(next());
        }
        if (!operator.equals("in")) {
            throw error();
        }
        var values = new ArrayList<String>();
        next();
        while (!is(")")) {
            var value = next();
            if (!value.equals(",")) {
                values.add(value);
            }
        }
        at++;
        return values;
    }

    private enum Field {
        CREATED,
        UPDATED,
        MOVED;

        Instant of(Entry entry) {
            return switch (this) {
                case CREATED -> entry.issue().createdAt();
                case UPDATED -> entry.touchedAt();
                case MOVED -> entry.movedAt();
            };
        }
    }

    private Predicate<Entry> date(String operator, Field field) throws Refused {
        var value = next();
        var moment = moment(value);
        if (moment == null) {
            throw new Refused("Date value '" + value + "' for field is invalid.");
        }
        return switch (operator) {
            case ">=" -> entry -> !field.of(entry).isBefore(moment);
            case ">" -> entry -> field.of(entry).isAfter(moment);
            case "<=" -> entry -> !field.of(entry).isAfter(moment);
            case "<" -> entry -> field.of(entry).isBefore(moment);
            default -> throw error();
        };
    }

    private @Nullable Instant moment(String value) {
        if (NUMBER.matcher(value).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(value));
        }
        var relative = RELATIVE.matcher(value);
        if (relative.matches()) {
            var count = Long.parseLong(relative.group(1));
            return now.minus(
                    switch (relative.group(2)) {
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        case "d" -> Duration.ofDays(count);
                        default -> Duration.ofDays(count * 7);
                    });
        }
        var text = value.replace('/', '-');
        try {
            return (text.length() > "2026-01-01".length()
                            ? LocalDateTime.parse(
                                    text, DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm"))
                            : LocalDate.parse(text).atStartOfDay())
                    .atZone(JiraIssue.ZONE)
                    .toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    private boolean is(String word) {
        return word.equalsIgnoreCase(peek());
    }

    private @Nullable String peek() {
        return at < tokens.size() ? tokens.get(at) : null;
    }

    private String next() throws Refused {
        if (at >= tokens.size()) {
            throw error();
        }
        return tokens.get(at++).replace("\"", "");
    }

    private Refused error() {
        return new Refused("Error in the JQL Query: unexpected token " + (at + 1) + ".");
    }
}
