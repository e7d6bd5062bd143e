package dev.turnaround.provider.github;

import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.json.Unreadable;
import java.util.List;

/// A repository as an answer names it.
///
/// @param id its number
record Named(long id, Repository repository) {

    /// The repository that an answer is about.
    ///
    /// @param meant the one that was asked about, by a name that it may no longer have
    /// @throws ApiFailure.Refused when it is not there, or is another
    static Named of(GraphQl.Told told, Repository meant) {
        var shown = told.data().at("repository");
        if (shown.absent()) {
            var fault = told.within(List.of("repository"));
            var forbidden = fault != null && fault.type().equals("FORBIDDEN");
            throw new ApiFailure.Refused(
                    forbidden ? Refusals.permission(null) : Refusals.NOT_THERE);
        }
        try {
            var id = shown.at("databaseId").id();
            if (!meant.id().equals(Long.toString(id))) {
                throw new ApiFailure.Refused(Refusals.SOMEWHERE_ELSE);
            }
            var name = new Stamped<>(shown.at("nameWithOwner").text(), told.at());
            return new Named(id, new Repository(meant.id(), name));
        } catch (Unreadable unreadable) {
            throw new ApiFailure.Unreadable(unreadable.reason());
        }
    }

    /// The owner, by name, of a repository's full name.
    static String owner(Repository repository) {
        var full = repository.name().value();
        return full.substring(0, Math.max(0, full.indexOf('/')));
    }

    /// Its name without the owner.
    static String name(Repository repository) {
        var full = repository.name().value();
        return full.substring(full.indexOf('/') + 1);
    }
}
