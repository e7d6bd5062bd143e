package dev.turnaround.bench;

import java.sql.SQLException;

/// What PostgreSQL's time goes to.
final class Statements {
    private Statements() {}

    /// Prints the statements that took longest since they are counted.
    static void print(MeasuredPostgres postgres, int count) throws SQLException {
        System.out.println();
        System.out.println("| statement | calls | s | share |");
        System.out.println("|---|---:|---:|---:|");
        for (var one : postgres.statements(count)) {
            System.out.printf(
                    "| `%s` | %d | %.1f | %.0f %% |%n",
                    one.text(), one.calls(), one.took().toMillis() / 1e3, one.share() * 100);
        }
    }
}
