package dev.turnaround.provider;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Where calls may go whose address somebody gave. Who may make connections could otherwise let
/// this server ask, and tell of, what only it can reach.
///
/// A name is resolved once, every address of it is looked at, and the call is made to one that was
/// looked at: a name that leads elsewhere a moment later changes nothing.
/// <https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html>
public final class Outgoing {
    /// The setting that denies.
    public static final String SETTING = "outgoing.deny";

    /// Everywhere.
    public static final Outgoing ANYWHERE = new Outgoing(List.of(), InetAddress::getAllByName);

    private final List<AddressRange> denied;
    private final NameService names;

    /// Finds the addresses of a host.
    @FunctionalInterface
    public interface NameService {
        /// All of them; at least one.
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private Outgoing(List<AddressRange> denied, NameService names) {
        this.denied = denied;
        this.names = names;
    }

    /// Everywhere but there.
    ///
    /// @param words of [AddressRange]
    /// @throws IllegalArgumentException for a word that is none
    public static Outgoing denying(List<String> words) {
        return denying(words, InetAddress::getAllByName);
    }

    /// The same with another name service.
    public static Outgoing denying(List<String> words, NameService names) {
        return new Outgoing(words.stream().map(Outgoing::range).toList(), names);
    }

    private static AddressRange range(String word) {
        return Optional.ofNullable(AddressRange.of(word))
                .orElseThrow(() -> new IllegalArgumentException("no range of addresses: " + word));
    }

    /// Whether nothing is denied, so that there is nothing to look at.
    public boolean isAnywhere() {
        return denied.isEmpty();
    }

    /// The addresses of a host, none of which is denied. Waits for a name server, so call on a
    /// virtual thread.
    ///
    /// @throws UnknownHostException when it has none
    /// @throws ApiFailure.Refused when one of them is denied
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        var addresses = List.of(names.addresses(host));
        for (var address : addresses) {
            for (var range : denied) {
                if (range.has(address)) {
                    throw new ApiFailure.Refused(diagnosis(host, address, range));
                }
            }
        }
        return addresses;
    }

    private static Diagnosis diagnosis(String host, InetAddress address, AddressRange range) {
        return new Diagnosis(
                "address_denied",
                "%s is %s, and no calls go there: %s denies %s"
                        .formatted(host, address.getHostAddress(), SETTING, range),
                "Correct the connection's url; or, if the provider really is there, let whoever"
                        + " runs Turnaround take "
                        + range
                        + " off "
                        + SETTING
                        + " in its configuration.");
    }
}
