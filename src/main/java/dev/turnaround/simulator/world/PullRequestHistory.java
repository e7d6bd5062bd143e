package dev.turnaround.simulator.world;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.play.Chronicle;
import dev.turnaround.simulator.play.Deed;
import dev.turnaround.simulator.play.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What truly happened to one pull request.
public final class PullRequestHistory implements Chronicle {
    private final Scene scene;
    private final Person author;
    private final String firstTitle;
    private final String branch;
    private final SortedSet<String> issues;
    private final List<Entry> entries = new ArrayList<>();
    private String page = "";

    PullRequestHistory(
            Scene scene, Person author, String firstTitle, String branch, Set<String> issues) {
        this.scene = scene;
        this.author = author;
        this.firstTitle = firstTitle;
        this.branch = branch;
        this.issues = new TreeSet<>(issues);
    }

    /// Something that somebody did.
    ///
    /// @param at exactly; the provider may tell it more coarsely
    public record Entry(Instant at, Person by, Deed deed) {}

    @Override
    public void note(Instant at, Person by, Deed deed) {
        entries.add(new Entry(at, by, deed));
    }

    void isAt(String itsPage) {
        page = itsPage;
    }

    /// Where it is.
    public Scene scene() {
        return scene;
    }

    /// Its page, by which it is known.
    public String page() {
        return page;
    }

    /// Who opened it.
    public Person author() {
        return author;
    }

    /// Its source branch.
    public String branch() {
        return branch;
    }

    /// The names of the issues that its title and branch refer to.
    public SortedSet<String> issues() {
        return Collections.unmodifiableSortedSet(issues);
    }

    /// What happened, in the order in which it did; empty before it is opened.
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /// When it was deleted; null while it is there.
    public @Nullable Instant deletedAt() {
        return entries.stream()
                .filter(entry -> entry.deed() instanceof Deed.Deleted)
                .map(Entry::at)
                .findFirst()
                .orElse(null);
    }

    /// Its title, without any mark that it is a draft.
    public String title() {
        return entries.stream()
                .map(Entry::deed)
                .filter(Deed.Retitled.class::isInstance)
                .map(Deed.Retitled.class::cast)
                .reduce((_, later) -> later)
                .map(Deed.Retitled::title)
                .orElse(firstTitle);
    }

    /// The branch that it is to go into.
    public String target() {
        return entries.stream()
                .map(Entry::deed)
                .filter(Deed.Retargeted.class::isInstance)
                .map(Deed.Retargeted.class::cast)
                .reduce((_, later) -> later)
                .map(Deed.Retargeted::branch)
                .orElse("main");
    }

    /// Whether it is a draft now.
    public boolean draft() {
        var draft = false;
        for (var entry : entries) {
            draft =
                    switch (entry.deed()) {
                        case Deed.Opened(var asDraft) -> asDraft;
                        case Deed.MadeReady _ -> false;
                        case Deed.MadeDraft _ -> true;
                        default -> draft;
                    };
        }
        return draft;
    }
}
