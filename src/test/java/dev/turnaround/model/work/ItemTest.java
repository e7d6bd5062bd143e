package dev.turnaround.model.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Items as one word.
class ItemTest {

    @Test
    void the_word_of_an_item_is_read_as_the_same_item() {
        for (var item :
                List.of(
                        Item.of(new PullRequestKey("acme-forge", "{55:a/b}", 12)),
                        Item.of(new IssueKey("acme-jira", "557058:17/3")),
                        Item.ofKey("pay-311"))) {
            assertThat(Item.parse(item.word())).isEqualTo(item);
        }
        assertThat(Item.ofKey("pay-311").word()).isEqualTo("key/PAY-311");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "issue", "issue/", "issue/17", "lump/a:1", "pull_request/a:1:x"})
    void what_is_no_item_is_refused(String word) {
        assertThatThrownBy(() -> Item.parse(word)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_pull_request_comes_before_an_issue_and_that_before_a_key() {
        assertThat(
                        List.of(
                                Item.ofKey("A-1"),
                                Item.of(new IssueKey("b", "1")),
                                Item.of(new PullRequestKey("c", "1", 1))))
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }
}
