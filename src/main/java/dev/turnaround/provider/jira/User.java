package dev.turnaround.provider.jira;

import dev.turnaround.model.Actor;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An account. Cloud has an `accountId` and hides the rest; Data Center has a `key` that stays and
/// a `name` that people sign in with.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/>
record User(
        @Nullable String accountId,
        @Nullable String key,
        @Nullable String name,
        @Nullable String displayName,
        @Nullable String accountType) {

    /// What Cloud has for an account that is gone and cannot be told any more.
    private static final String GONE = "unknown";

    /// The account; null for none.
    static @Nullable User read(Fields in) throws IOException {
        if (!in.enter()) {
            return null;
        }
        String accountId = null;
        String key = null;
        String name = null;
        String displayName = null;
        String accountType = null;
        while (in.next()) {
            switch (in.name()) {
                case "accountId" -> accountId = in.text();
                case "key" -> key = in.text();
                case "name" -> name = in.text();
                case "displayName" -> displayName = in.text();
                case "accountType" -> accountType = in.text();
                default -> in.skip();
            }
        }
        return new User(accountId, key, name, displayName, accountType);
    }

    /// Who that is; null when nobody can tell any more.
    @Nullable Actor actor() {
        var id = accountId != null ? accountId : key != null ? key : name;
        if (id == null || id.isEmpty() || id.equals(GONE)) {
            return null;
        }
        var shown = displayName != null ? displayName : name != null ? name : id;
        return new Actor(id, shown, "app".equals(accountType));
    }

    /// Whether a change means this account: it may name it in three ways.
    boolean isCalled(String word) {
        return word.equals(accountId) || word.equals(key) || word.equals(name);
    }

    /// Who that is; null also where there is no account.
    static @Nullable Actor of(@Nullable User user) {
        return user == null ? null : user.actor();
    }
}
