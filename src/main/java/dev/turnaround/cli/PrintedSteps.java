package dev.turnaround.cli;

import dev.turnaround.provider.Step;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The steps of a check as a person reads them: a line each, what to do below it.
final class PrintedSteps {
    private static final int NAME_WIDTH = 14;
    private static final String INDENT = " ".repeat(4 + NAME_WIDTH + 1);
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final Marks marks;

    PrintedSteps(PrintStream out, Marks marks) {
        this.out = out;
        this.marks = marks;
    }

    /// What stands before a step.
    record Marks(Map<Step.Result, String> byResult) {
        static final Marks PLAIN =
                new Marks(
                        Map.of(
                                Step.Result.OK, "ok ",
                                Step.Result.WARNING, " ! ",
                                Step.Result.FAILED, "!! ",
                                Step.Result.SKIPPED, " - "));

        private static final Marks COLOURED =
                new Marks(
                        Map.of(
                                Step.Result.OK, "\u001b[32m✓\u001b[0m  ",
                                Step.Result.WARNING, "\u001b[33m!\u001b[0m  ",
                                Step.Result.FAILED, "\u001b[31m✗\u001b[0m  ",
                                Step.Result.SKIPPED, "\u001b[2m·\u001b[0m  "));

        static Marks ofTerminal() {
            return Terminal.hasColours() && Terminal.shows('✓') ? COLOURED : PLAIN;
        }
    }

    void title(String connection) {
        out.println();
        out.println(connection);
    }

    void title(String connection, String provider, @Nullable URI address) {
        out.println();
        out.println(connection + " (" + provider + (address == null ? "" : ", " + address) + ")");
    }

    void step(Step step) {
        out.println(
                "  " + marks.byResult().get(step.result()) + padded(step.name()) + step.detail());
        var advice = step.advice();
        if (advice != null) {
            wrapped(advice).lines().forEach(line -> out.println(INDENT + line));
        }
        out.flush();
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
    }

    private static String wrapped(String text) {
        var lines = new StringBuilder();
        var length = 0;
        for (var word : text.split(" ", -1)) {
            if (length > 0 && INDENT.length() + length + 1 + word.length() > WIDTH) {
                lines.append('\n');
                length = 0;
            } else if (length > 0) {
                lines.append(' ');
                length++;
            }
            lines.append(word);
            length += word.length();
        }
        return lines.toString();
    }
}
