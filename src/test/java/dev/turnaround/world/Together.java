package dev.turnaround.world;

import dev.turnaround.model.work.Groups;
import dev.turnaround.simulator.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What truly belongs together: pull requests and the issues that they name, whoever told of them
/// first.
final class Together {

    private Together() {}

    /// Each set by the addresses of its pull requests and what people call its issues.
    ///
    /// @param known the pull requests that a server knows: of what was deleted before anybody told
    ///   of it, nobody can know
    static Set<SortedSet<String>> truth(World world, Set<String> known) {
        var groups = new Groups<String>(List.of());
        for (var history : world.pullRequests()) {
            if (known.contains(history.page())) {
                history.issues().forEach(issue -> groups.join(history.page(), issue));
            }
        }
        var sets = new HashSet<SortedSet<String>>();
        groups.all().forEach(group -> sets.add(new TreeSet<>(group)));
        return sets;
    }
}
