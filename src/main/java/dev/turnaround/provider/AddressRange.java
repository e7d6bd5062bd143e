package dev.turnaround.provider;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// IP addresses that go by one word: a name, such as `private`, or a block, such as `10.1.0.0/16`.
///
/// <https://www.iana.org/assignments/iana-ipv4-special-registry>,
/// <https://www.iana.org/assignments/iana-ipv6-special-registry>
public final class AddressRange {
    /// All that the other names stand for.
    private static final String INTERNAL = "internal";

    private static final Map<String, List<String>> NAMED = named();

    // Addresses of IPv6 that a gateway, or the machine itself, turns into the one of IPv4 that
    // they hold. <https://www.rfc-editor.org/rfc/rfc6052#section-2.1>
    private static final List<Embedding> EMBEDDINGS =
            List.of(
                    new Embedding(block("::/96"), 12),
                    new Embedding(block("64:ff9b::/96"), 12),
                    new Embedding(block("2002::/16"), 2));

    private final String word;
    private final List<Block> blocks;

    private AddressRange(String word, List<Block> blocks) {
        this.word = word;
        this.blocks = blocks;
    }

    /// @param from where in the address that of IPv4 begins
    private record Embedding(Block block, int from) {}

    private static Map<String, List<String>> named() {
        var named = new LinkedHashMap<String, List<String>>();
        // To connect to 0.0.0.0 is to connect to this machine.
        named.put("loopback", List.of("127.0.0.0/8", "0.0.0.0/8", "::1/128", "::/128"));
        named.put(
                "private",
                List.of(
                        "10.0.0.0/8",
                        "172.16.0.0/12",
                        "192.168.0.0/16",
                        "fc00::/7",
                        "fec0::/10",
                        "64:ff9b:1::/48"));
        named.put("link-local", List.of("169.254.0.0/16", "fe80::/10"));
        named.put("shared", List.of("100.64.0.0/10"));
        // What clouds tell their machines, credentials and all. Of Amazon, Google and most others;
        // Amazon by IPv6; Alibaba; Azure.
        named.put(
                "metadata",
                List.of(
                        "169.254.169.254/32",
                        "fd00:ec2::254/128",
                        "100.100.100.200/32",
                        "168.63.129.16/32"));
        named.put(
                "reserved",
                List.of(
                        "192.0.0.0/24",
                        "192.0.2.0/24",
                        "198.18.0.0/15",
                        "198.51.100.0/24",
                        "203.0.113.0/24",
                        "224.0.0.0/4",
                        "240.0.0.0/4",
                        "2001:db8::/32",
                        "ff00::/8"));
        named.put(INTERNAL, named.values().stream().flatMap(List::stream).toList());
        return named;
    }

    /// The names that there are.
    public static Set<String> names() {
        return NAMED.keySet();
    }

    /// The range of a word; null for a word that is none.
    public static @Nullable AddressRange of(String word) {
        var named = NAMED.get(word);
        if (named != null) {
            return new AddressRange(word, named.stream().map(AddressRange::block).toList());
        }
        return isBlock(word) ? new AddressRange(word, List.of(block(word))) : null;
    }

    /// Whether it is an address, maybe with a prefix.
    private static boolean isBlock(String word) {
        var slash = word.indexOf('/');
        var address = slash < 0 ? word : word.substring(0, slash);
        var most = bits(address);
        return most > 0 && (slash < 0 || isPrefix(word.substring(slash + 1), most));
    }

    /// 0 for what is no address.
    private static int bits(String address) {
        if (NetUtil.isValidIpV4Address(address)) {
            return 32;
        }
        var plain = address.matches("[0-9a-fA-F:.]+") && NetUtil.isValidIpV6Address(address);
        // Java makes one of IPv4 of ::ffff:10.0.0.1, for which the prefix would be another.
        return plain && InetAddress.ofLiteral(address) instanceof Inet6Address ? 128 : 0;
    }

    private static boolean isPrefix(String text, int most) {
        return text.matches("\\d{1,3}") && Integer.parseInt(text) <= most;
    }

    private static Block block(String word) {
        var slash = word.indexOf('/');
        var network = InetAddress.ofLiteral(slash < 0 ? word : word.substring(0, slash));
        return new Block(
                network, slash < 0 ? bits(network) : Integer.parseInt(word.substring(slash + 1)));
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    /// All addresses that begin as the network does. Not Netty's `IpSubnetFilterRule`, which takes
    /// `fe00::1` for one of `fc00::/7`.
    private record Block(InetAddress network, int prefix) {
        boolean has(InetAddress address) {
            return bits(address) == bits(network)
                    && number(address)
                                    .xor(number(network))
                                    .shiftRight(bits(network) - prefix)
                                    .signum()
                            == 0;
        }

        private static BigInteger number(InetAddress address) {
            return new BigInteger(1, address.getAddress());
        }
    }

    /// Whether the address is one of them, or stands for one.
    public boolean has(InetAddress address) {
        // Of ::ffff:10.0.0.1, which connects to 10.0.0.1, this makes that.
        var plain = address(address.getAddress());
        return matches(blocks, plain)
                || EMBEDDINGS.stream()
                        .filter(one -> one.block().has(plain))
                        .anyMatch(one -> matches(blocks, inside(plain, one.from())));
    }

    private static boolean matches(List<Block> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.has(address));
    }

    private static InetAddress inside(InetAddress address, int from) {
        return address(Arrays.copyOfRange(address.getAddress(), from, from + 4));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 or 16 bytes are an address", impossible);
        }
    }

    /// The word.
    @Override
    public String toString() {
        return word;
    }
}
