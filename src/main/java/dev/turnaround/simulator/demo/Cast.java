package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.github.GitHubRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Everybody in the story, and where it plays.
final class Cast {
    private static final long ACME = 61_204_113;
    private static final long FIRST_PERSON = 48_100_200;
    private static final Duration AGE = Duration.ofDays(1_400);

    /// GitHub's own reviewer: a bot by its type alone.
    final Person copilot = Person.bot(198_982_749, "Copilot");

    /// An app, as most bots are.
    final Person steward = Person.bot(171_330_462, "steward[bot]");

    final List<Team> teams =
            List.of(
                    new Team(8_800_123, "web-platform", "Web platform"),
                    new Team(8_800_131, "payments", "Payments"));

    final List<GitHubRepository> repositories;
    private final List<Person> people = new ArrayList<>();

    Cast(GitHubHook hook, Instant now) {
        var names =
                List.of("mia", "o.haddad", "lena.k", "tomasz", "priya-n", "jun", "sofia-r", "dele");
        for (var name : names) {
            people.add(Person.user(FIRST_PERSON + people.size() * 7_919L, name));
        }
        var acme = new GitHubOrganization(ACME, "acme", hook);
        var founded = now.minus(AGE);
        repositories =
                List.of(
                        acme.repository("webshop", "The shop's pages", "TypeScript", 470, founded),
                        acme.repository(
                                "checkout", "From basket to order", "Kotlin", 1_210, founded),
                        acme.repository("ledger", "Money in, money out", "Java", 233, founded));
    }

    Person anyone(RandomGenerator random) {
        return people.get(random.nextInt(people.size()));
    }

    /// Some who could review what this person wrote.
    List<Person> reviewersFor(Person author, int count, RandomGenerator random) {
        var candidates = new ArrayList<>(people);
        candidates.remove(author);
        var chosen = new ArrayList<Person>();
        while (chosen.size() < count) {
            chosen.add(candidates.remove(random.nextInt(candidates.size())));
        }
        return chosen;
    }
}
