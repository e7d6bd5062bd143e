package dev.turnaround.store;

import dev.turnaround.model.issue.IssueKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which issues are asked for; latest change first. A null asks for all. Issues without a name and
/// deleted ones are left out.
///
/// @param key what people call it, or called it once, in any case
/// @param connection id of the connection
/// @param project name (in any case) or identity of the project or repository
/// @param state name of the status (in any case), or one of the categories `todo`, `in_progress`
///   and `done`
/// @param assignee login (in any case) or identity
/// @param after the last of the page before
/// @param limit at most so many
public record IssueQuery(
        @Nullable String key,
        @Nullable String connection,
        @Nullable String project,
        @Nullable String state,
        @Nullable String assignee,
        @Nullable After after,
        int limit) {

    /// Where the page before ended.
    ///
    /// @param at when it was changed last
    /// @param key which issue it was
    public record After(Instant at, IssueKey key) {}

    private static final String AT = "coalesce(i.updated_at, i.began_at)";

    /// Appends conditions and order, and gives their parameters.
    List<@Nullable Object> appendTo(StringBuilder sql) {
        var parameters = new ArrayList<@Nullable Object>();
        sql.append(" where i.name is not null and i.repository is not null");
        sql.append(" and i.deleted_at is null");
        add(
                sql,
                parameters,
                "(i.connection, i.id) in (select n.connection, n.issue from issue_name n"
                        + " where n.name in (upper(?), lower(?)))",
                key);
        add(sql, parameters, "i.connection = ?", connection);
        add(sql, parameters, "(i.repository = ? or lower(r.name) = lower(?))", project);
        add(sql, parameters, "(i.category = lower(?) or lower(i.status) = lower(?))", state);
        add(sql, parameters, "(i.assignee = ? or lower(i.assignee_login) = lower(?))", assignee);
        if (after != null) {
            parameters.add(after.at().atOffset(ZoneOffset.UTC));
            parameters.add(after.key().connection());
            parameters.add(after.key().id());
            var last = parameters.size();
            sql.append(
                    " and (%s, i.connection, i.id) < ($%d, $%d, $%d)"
                            .formatted(AT, last - 2, last - 1, last));
        }
        sql.append(" order by ").append(AT).append(" desc, i.connection desc, i.id desc limit ");
        sql.append(limit);
        return parameters;
    }

    /// Adds a condition in which each `?` stands for the same value.
    private static void add(
            StringBuilder sql,
            List<@Nullable Object> parameters,
            String condition,
            @Nullable String value) {
        if (value != null) {
            parameters.add(value);
            sql.append(" and ").append(condition.replace("?", "$" + parameters.size()));
        }
    }
}
