package dev.turnaround.simulator.bitbucket;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The part of Bitbucket's query language that a reader of pull requests needs: comparisons, joined
/// by `AND`, and in parentheses by `OR`.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering>
final class FilterQuery {
    private static final Pattern COMPARISON =
            Pattern.compile("([a-z_.]+)\\s*(>=|<=|!=|=|>|<)\\s*(\"[^\"]*\"|[0-9]+)");

    private FilterQuery() {}

    /// What a query lets through; all for none, null for one that is malformed.
    static @Nullable Predicate<BitbucketPullRequest> of(@Nullable String query) {
        Predicate<BitbucketPullRequest> all = _ -> true;
        if (query == null || query.isBlank()) {
            return all;
        }
        for (var part : query.split(" AND ", -1)) {
            var any = any(part.strip());
            if (any == null) {
                return null;
            }
            all = all.and(any);
        }
        return all;
    }

    private static @Nullable Predicate<BitbucketPullRequest> any(String part) {
        var bare =
                part.startsWith("(") && part.endsWith(")")
                        ? part.substring(1, part.length() - 1)
                        : part;
        var comparisons = Stream.of(bare.split(" OR ", -1)).map(FilterQuery::comparison).toList();
        return comparisons.contains(Comparison.MALFORMED)
                ? null
                : pull -> comparisons.stream().anyMatch(one -> one.holds(pull));
    }

    private static Comparison comparison(String text) {
        var parts = COMPARISON.matcher(text.strip());
        return parts.matches()
                ? Comparison.of(parts.group(1), parts.group(2), parts.group(3).replace("\"", ""))
                : Comparison.MALFORMED;
    }

    private record Comparison(
            String field,
            String operator,
            String text,
            @Nullable Long number,
            @Nullable Instant time) {
        private static final Comparison MALFORMED = of("", "", "");

        static Comparison of(String field, String operator, String text) {
            return new Comparison(field, operator, text, number(text), time(text));
        }

        boolean holds(BitbucketPullRequest pull) {
            var order =
                    switch (field) {
                        case "id" -> number == null ? null : Long.compare(pull.number(), number);
                        case "state" -> pull.state().name().compareTo(text);
                        case "created_on" -> time == null ? null : pull.createdAt().compareTo(time);
                        case "updated_on" -> time == null ? null : pull.updatedAt().compareTo(time);
                        default -> null;
                    };
            if (order == null) {
                return false;
            }
            return switch (operator) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case "<" -> order < 0;
                case "=" -> order == 0;
                default -> order != 0;
            };
        }

        private static @Nullable Long number(String text) {
            return text.matches("[0-9]+") ? (Long) Long.parseLong(text) : null;
        }

        private static @Nullable Instant time(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException _) {
                return null;
            }
        }
    }
}
