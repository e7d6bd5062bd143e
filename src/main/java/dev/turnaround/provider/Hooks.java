package dev.turnaround.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The webhooks of a provider, as one connection may install them. The only thing that is ever
/// written to a provider, and only when somebody asked for it.
///
/// Every call waits, so call on a virtual thread, and may throw [ApiFailure]: `Refused` when the
/// credentials may not do it, or the provider does not want it so.
public interface Hooks {

    /// The webhook that posts to an address, whoever made it; null when there is none.
    @Nullable Hook find(HookPlace place, URI url);

    /// Makes one, although there may be one that posts to the same address.
    Hook create(HookOrder order);

    /// Gives one that is there the address, the secrets and the events that it should have.
    Hook update(String id, HookOrder order);

    /// One as it stands now; null when it is not there any more.
    @Nullable Hook look(HookPlace place, String id);

    /// Lets one that ends by itself go on for longer.
    default Hook renew(HookPlace place, Hook ending) {
        return ending;
    }

    /// Takes one away; whether it was there does not matter.
    void remove(HookPlace place, String id);

    /// Makes sure that there is one, and only one, that posts to the address.
    default Hook install(HookOrder order) {
        var there = find(order.place(), order.url());
        return there == null ? create(order) : update(there.id(), order);
    }
}
