package dev.turnaround.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The progress of syncs: on a terminal a bar that moves, else a line for each step.
final class SyncScreen {
    private static final int BAR = 24;
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean moving;
    private final Map<String, String> shown = new HashMap<>();

    /// @param moving whether lines may be written over
    SyncScreen(PrintStream out, boolean moving) {
        this.out = out;
        this.moving = moving;
    }

    /// Shows how they stand.
    void show(List<SyncLine> lines) {
        for (var line : lines) {
            if (line.ended() && !line.state().equals(shown.put(line.id(), line.state()))) {
                clear();
                out.println(end(line));
            }
        }
        var going = lines.stream().filter(one -> !one.ended() && one.phase() != null).findFirst();
        if (moving) {
            clear();
            going.ifPresent(line -> out.print(cut(bar(line))));
        } else {
            going.ifPresent(this::step);
        }
        out.flush();
    }

    /// A line for each change that matters, and for each tenth.
    private void step(SyncLine line) {
        var total = line.total();
        var tenth = total == null || total == 0 ? 0 : line.done() * 10 / total;
        var step = line.state() + line.phase() + tenth + line.waitingUntil();
        if (!step.equals(shown.put(line.id(), step))) {
            out.println(plain(line));
        }
    }

    private void clear() {
        if (moving) {
            out.print("\r\u001b[K");
        }
    }

    private static String bar(SyncLine line) {
        var total = line.total();
        if (line.waitingUntil() != null || total == null || total == 0) {
            return plain(line);
        }
        var full = (int) Math.min(BAR, BAR * line.done() / total);
        return "%s  %s  [%s%s]  %s"
                .formatted(
                        line.repository(),
                        phase(line.phase()),
                        "#".repeat(full),
                        ".".repeat(BAR - full),
                        amount(line.done(), total));
    }

    private static String plain(SyncLine line) {
        var until = line.waitingUntil();
        return "%s  %s  %s%s"
                .formatted(
                        line.repository(),
                        phase(line.phase()),
                        amount(line.done(), line.total()),
                        until == null ? "" : "  waits for the provider until " + until);
    }

    private static String amount(long done, @Nullable Long total) {
        return total == null
                ? String.format(Locale.ROOT, "%,d", done)
                : String.format(Locale.ROOT, "%,d of %,d", done, total);
    }

    private static String phase(@Nullable String word) {
        return switch (word) {
            case "undelivered" -> "lost deliveries";
            case "pull_requests" -> "pull requests";
            case "issues" -> "issues";
            case "open" -> "what is open";
            case null, default -> "waits for its turn";
        };
    }

    private static String end(SyncLine line) {
        var counts = line.counts();
        var text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%s  %s: %,d read, of which %,d stored, %,d skipped, %,d failed; %,d facts that no webhook had told",
                                line.repository(),
                                line.state(),
                                counts.processed(),
                                counts.ingested(),
                                counts.skipped(),
                                counts.failed(),
                                counts.backfilled()));
        if (line.error() != null) {
            text.append(System.lineSeparator()).append("    ").append(line.error());
        }
        if (line.advice() != null) {
            text.append(System.lineSeparator()).append("    ").append(line.advice());
        }
        return text.toString();
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH);
    }
}
