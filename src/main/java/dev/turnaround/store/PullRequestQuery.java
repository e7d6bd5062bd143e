package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which pull requests are asked for, and in which order. A null asks for all.
///
/// @param connections ids of connections; an empty list finds nothing
/// @param repository name (in any case) or identity
/// @param number the number that people see
/// @param author login (in any case) or identity of an account, or name (in any case) or identity
///   of a person
/// @param team name (in any case) or identity of the author's team
/// @param state `open`, `merged` or `closed`
/// @param phase one of the six
/// @param issue only those tied to the issue that has, or had, this name (in any case)
/// @param updatedSince only updated at or after
/// @param text part of the title, the repository's name or the author's login, in any case
/// @param sort by what
/// @param after the last of the page before
/// @param limit at most so many
public record PullRequestQuery(
        @Nullable List<String> connections,
        @Nullable String repository,
        @Nullable Long number,
        @Nullable String author,
        @Nullable String team,
        @Nullable String state,
        @Nullable String phase,
        @Nullable String issue,
        @Nullable Instant updatedSince,
        @Nullable String text,
        Sort sort,
        @Nullable After after,
        int limit) {

    // A pull request may go by an older name of the issue than the one that is asked for.
    private static final String TIED_TO =
            """
            (p.connection, p.repository, p.number) in (
              select t.connection, t.repository, t.number from shown_tie t
              where t.target in (
                select other.name from issue_name n join issue_name other using (connection, issue)
                where n.name in (upper(?), lower(?))
                union select upper(?))
            )
            """;

    private static final String OF_PERSON =
            """
            (p.connection, p.author) in (
              select i.connection, i.id from identity i join person n on n.id = i.person
              where n.id::text = ? or lower(n.name) = lower(?))
            """;

    private static final String OF_TEAM =
            """
            (p.connection, p.author) in (
              select i.connection, i.id
              from team t join team_person m on m.team = t.id join identity i on i.person = m.person
              where t.id::text = ? or lower(t.name) = lower(?))
            """;

    /// By what a list is ordered; the key settles ties.
    public enum Sort {
        /// Latest change first.
        UPDATED("coalesce(p.updated_at, p.opened_at)", false),
        /// Newest first.
        OPENED_DESCENDING("p.opened_at", false),
        /// Oldest first.
        OPENED("p.opened_at", true);

        private final String column;
        private final boolean ascending;

        Sort(String column, boolean ascending) {
            this.column = column;
            this.ascending = ascending;
        }
    }

    /// Where the page before ended.
    ///
    /// @param at the value it was sorted by
    /// @param key which pull request it was
    public record After(Instant at, PullRequestKey key) {}

    /// Appends conditions and order, and gives their parameters.
    List<@Nullable Object> appendTo(StringBuilder sql) {
        var conditions = new Conditions(sql);
        if (connections != null) {
            conditions.add("p.connection = any(?)", connections.toArray(String[]::new));
        }
        if (repository != null) {
            conditions.add("(p.repository = ? or lower(r.name) = lower(?))", repository);
        }
        if (number != null) {
            conditions.add("p.number = ?", number);
        }
        if (author != null) {
            conditions.add(
                    "(p.author = ? or lower(p.state #>> '{progress,opened,actor,login}') = lower(?) or "
                            + OF_PERSON
                            + ")",
                    author);
        }
        if (team != null) {
            conditions.add(OF_TEAM, team);
        }
        if (phase != null) {
            conditions.add("p.phase = ?", phase);
        }
        if (issue != null) {
            conditions.add(TIED_TO, issue);
        }
        if (state != null) {
            switch (state) {
                case "merged" -> conditions.add("p.merged_at is not null");
                case "closed" -> conditions.add("p.merged_at is null and p.closed_at is not null");
                default -> conditions.add("p.merged_at is null and p.closed_at is null");
            }
        }
        if (updatedSince != null) {
            conditions.add(
                    "coalesce(p.updated_at, p.opened_at) >= ?",
                    updatedSince.atOffset(ZoneOffset.UTC));
        }
        if (text != null) {
            conditions.add(
                    "position(lower(?) in lower(concat_ws(' ', p.title, r.name,"
                            + " p.state #>> '{progress,opened,actor,login}', p.number))) > 0",
                    text);
        }
        if (after != null) {
            conditions.addAfter(sort, after);
        }
        var direction = sort.ascending ? " asc" : " desc";
        sql.append(" order by ").append(sort.column).append(direction);
        sql.append(", p.connection").append(direction);
        sql.append(", p.repository").append(direction);
        sql.append(", p.number").append(direction);
        sql.append(" limit ").append(limit);
        return conditions.parameters;
    }

    private static final class Conditions {
        private final StringBuilder sql;
        private final List<@Nullable Object> parameters = new ArrayList<>();
        private String word = " where ";

        Conditions(StringBuilder sql) {
            this.sql = sql;
        }

        /// Adds a condition in which each `?` stands for the same value.
        void add(String condition, Object value) {
            parameters.add(value);
            add(condition.replace("?", "$" + parameters.size()));
        }

        void add(String condition) {
            sql.append(word).append(condition);
            word = " and ";
        }

        void addAfter(Sort sort, After after) {
            var first = parameters.size();
            parameters.add(after.at().atOffset(ZoneOffset.UTC));
            parameters.add(after.key().connection());
            parameters.add(after.key().repository());
            parameters.add(after.key().number());
            add(
                    "(%s, p.connection, p.repository, p.number) %s ($%d, $%d, $%d, $%d)"
                            .formatted(
                                    sort.column,
                                    sort.ascending ? ">" : "<",
                                    first + 1,
                                    first + 2,
                                    first + 3,
                                    first + 4));
        }
    }
}
