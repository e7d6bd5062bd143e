package dev.turnaround.provider.github;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {

    @ParameterizedTest
    @CsvSource({
        // Numbers of one, two, four and eight bytes.
        "I_kwABBw, 7",
        "I_kwABzIA, 128",
        "I_kwABzQEA, 256",
        "I_kwDOABPHjc7Qr_tH, 3501194055",
        "I_kwDOABPHjc8AAAACVAvkAA, 10000000000",
        "MDU6SXNzdWU0OTQ5NjU5ODg=, 494965988",
    })
    void both_encodings_hold_the_number(String nodeId, long issue) {
        assertThat(NodeId.issue(nodeId)).isEqualTo(issue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "I_",
                "I_kwAB",
                "I_kgEH",
                "I_kwEBBw",
                "I_kwABBwA",
                "I_kwAB_w",
                "PR_kwDOHbOleM5Y9vnK",
                "MDExOlB1bGxSZXF1ZXN0MQ==",
                "MDU6SXNzdWUw",
            })
    void what_does_not_tell_an_issue_is_not_guessed_at(String nodeId) {
        assertThat(NodeId.issue(nodeId)).isNull();
    }

    @Property
    void any_text_can_be_looked_at(@ForAll String text) {
        assertThat(NodeId.issue(text)).isNull();
        assertThat(NodeId.issue("I_" + text))
                .satisfiesAnyOf(
                        issue -> assertThat(issue).isNull(),
                        issue -> assertThat(issue).isPositive());
    }
}
