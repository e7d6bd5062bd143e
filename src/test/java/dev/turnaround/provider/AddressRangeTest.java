package dev.turnaround.provider;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    /// The last of each block and the first after it, and what stands for an address.
    @ParameterizedTest
    @CsvFileSource(resources = "addresses.csv", numLinesToSkip = 1)
    void a_word_has_its_addresses_and_no_others(String word, String address, boolean has) {
        var range = requireNonNull(AddressRange.of(word), word);
        assertThat(range.has(InetAddress.ofLiteral(address))).isEqualTo(has);
    }

    /// Java makes IPv4 of these when it reads them, but not of the bytes that a name server gives.
    @Test
    void an_address_of_ipv4_within_one_of_ipv6_is_seen_through() throws UnknownHostException {
        var mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        var there = java.net.Inet6Address.getByAddress("a.example", mapped, 0);

        assertThat(requireNonNull(AddressRange.of("private")).has(there)).isTrue();
        assertThat(requireNonNull(AddressRange.of("loopback")).has(there)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Private",
                "localhost",
                "10.0.0.0/33",
                "10.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::1/129",
                "fe80::1%eth0",
                "[::1]",
                "::ffff:10.0.0.0/104",
                "/8"
            })
    void what_is_no_range_is_none(String word) {
        assertThat(AddressRange.of(word)).isNull();
    }
}
