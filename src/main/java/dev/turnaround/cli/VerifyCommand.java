package dev.turnaround.cli;

import dev.turnaround.ingest.Verification;
import dev.turnaround.provider.Provider;
import dev.turnaround.store.WorkCheck;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `turnaround verify`
@Command(
        name = "verify",
        description =
                "Folds every pull request and issue again from its facts, adds up what is measured,"
                        + " puts together what belongs together, and compares. Exit 1 on a"
                        + " difference.",
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
    private final List<Provider> providers;

    @Mixin private SettingsFile file = new SettingsFile();

    /// The command.
    ///
    /// @param providers all that the settings may name
    public VerifyCommand(List<Provider> providers) {
        this.providers = providers;
    }

    @Override
    public Integer call() {
        var settings = file.read(providers, System.err);
        try (var database = OpenDatabase.startOrJoin(settings.database())) {
            var result = database.with(readers -> new Verification(readers).run());
            for (var difference : result.differences()) {
                System.out.println(
                        difference.id()
                                + "\n  stored  "
                                + difference.stored()
                                + "\n  folded  "
                                + difference.folded());
            }
            System.out.printf(
                    "%d pull requests and %d issues folded again, %d measured, %d sums added up, %d differ%n",
                    result.checked(),
                    result.issuesChecked(),
                    result.measures().measured(),
                    result.measures().sums(),
                    result.differences().size());
            if (result.measures().waiting() > 0) {
                System.out.printf(
                        "%d pull requests are still to be measured; the server is at it%n",
                        result.measures().waiting());
            }
            var work = database.with(readers -> new WorkCheck(readers).run());
            for (var difference : work.differences()) {
                System.out.println(
                        difference.what()
                                + "\n  stored  "
                                + difference.stored()
                                + "\n  found   "
                                + difference.wanted());
            }
            if (work.waiting() > 0) {
                System.out.println(
                        "what belongs together is not compared: changes wait to be worked in");
            } else {
                System.out.printf(
                        "%d tied items put together again, %d differ%n",
                        work.checked(), work.differences().size());
            }
            return result.differences().isEmpty() && work.differences().isEmpty() ? 0 : 1;
        }
    }
}
