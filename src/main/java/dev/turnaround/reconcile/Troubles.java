package dev.turnaround.reconcile;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.store.SyncRun;

/// What went wrong, for people and programs.
final class Troubles {

    private Troubles() {}

    static SyncRun.Trouble of(ApiFailure failed) {
        return switch (failed) {
            case ApiFailure.Refused refused ->
                    new SyncRun.Trouble(
                            refused.diagnosis().code(),
                            refused.diagnosis().what(),
                            refused.diagnosis().advice());
            case ApiFailure.Away away ->
                    new SyncRun.Trouble(
                            "unreachable",
                            String.valueOf(away.getMessage()),
                            "The next sync goes on from here. If it lasts, look at the provider's status page and at the network between.");
            case ApiFailure.Limited limited ->
                    new SyncRun.Trouble("limited", String.valueOf(limited.getMessage()), null);
            case ApiFailure.Unreadable unreadable ->
                    new SyncRun.Trouble(
                            "unreadable",
                            String.valueOf(unreadable.getMessage()),
                            "The provider may have changed its API: look for a newer version of this server.");
            case ApiFailure.CursorExpired expired ->
                    new SyncRun.Trouble(
                            "unreadable", String.valueOf(expired.getMessage()), "Sync again.");
        };
    }

    /// Some items failed.
    static SyncRun.Trouble items(long failed) {
        return new SyncRun.Trouble(
                "items_failed",
                failed + (failed == 1 ? " item" : " items") + " could not be read",
                "The log says which. A retry reads them alone; the next sync does so too.");
    }
}
