package dev.turnaround.api;

import dev.turnaround.store.SessionBond;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;

/// What a browser shows to be the one that has a session, where the session's own cookie does not
/// come along: when another site sends it here. Follows from the session's cookie; that does not
/// follow from this.
///
/// @param browser the value of the cookie that does come along
record SessionProof(String browser, SessionBond bond) {

    /// @param session the value of the session's cookie
    static SessionProof of(String session) {
        var browser =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Tokens.hash("consent:" + session));
        return new SessionProof(browser, new SessionBond(hash(session), hash(browser)));
    }

    static Buffer hash(String value) {
        return Buffer.buffer(Tokens.hash(value));
    }

    @Override
    public String toString() {
        return "SessionProof[…]";
    }
}
