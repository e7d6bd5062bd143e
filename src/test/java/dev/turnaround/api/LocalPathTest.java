package dev.turnaround.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where single sign-on may come back to.
class LocalPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?q=web", "/board#x", "/a/b?c=d&e=https://elsewhere.example/"})
    void a_place_of_ours_is(String place) {
        assertThat(SingleSignOn.isLocal(place)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://elsewhere.example/",
                "//elsewhere.example/",
                "/\\elsewhere.example/",
                "\\/elsewhere.example",
                "/a\\b",
                "/\t/elsewhere.example",
                "/\r\nset-cookie: a=b",
                " /",
                "javascript:alert(1)",
                "elsewhere.example",
                "/\u00e9"
            })
    void another_place_is_not(String place) {
        assertThat(SingleSignOn.isLocal(place)).isFalse();
    }
}
