package dev.turnaround.provider;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Nothing is kept, because nothing was granted.
record NoGrants() implements Grants {
    @Override
    public @Nullable Grant current() {
        return null;
    }

    @Override
    public Grant replace(Grant worn, UnaryOperator<Grant> exchange) {
        return exchange.apply(worn);
    }

    @Override
    public void lost(Grant worn, String why) {}
}
