package dev.turnaround.simulator.consent;

import dev.turnaround.simulator.ApiReply;
import java.util.Map;

/// What one provider's authorization server looks like.
public interface Shape {

    /// How a client shows who it is.
    enum ClientPlace {
        FORM,
        /// The header `Authorization`; what it asks for is a form.
        BASIC,
        JSON
    }

    /// Where people are asked.
    String authorizePath();

    /// Where codes and refresh tokens are traded.
    String tokenPath();

    /// Where a client shows its secret.
    ClientPlace clientPlace();

    /// Whether it knows proof keys; who does not passes them over.
    boolean proofKeys();

    /// Whether it sends a browser back to the registered address when it came with another.
    boolean tellsOfWrongRedirect();

    /// Whether a refresh has to say again where the browser came back to.
    default boolean redirectAtRefresh() {
        return false;
    }

    /// How long things are good.
    Lifetimes lifetimes();

    /// A token as it looks.
    ///
    /// @param unique letters and digits
    String accessToken(String unique);

    /// A token as it looks.
    String refreshToken(String unique);

    /// What a browser brings back in place of a code, beside the state.
    Map<String, String> told(Refusal refusal);

    /// The answer with a grant.
    ApiReply issued(Tokens tokens);

    /// The answer to a trade that is none.
    ApiReply refused(Refusal refusal);
}
