package dev.turnaround.provider;

import java.util.List;

/// One of the ways in which a provider can be signed in at, for whoever fills in a form.
///
/// @param id a word for it, such as `token` or `oauth`
/// @param title in a few words
/// @param fields what to give, by the keys of `auth` in the configuration; a key of a group is
///   written with a dot, as in `oauth.clientId`
/// @param rights what it must be allowed; nothing more is asked for
/// @param consent whether somebody has to consent at the provider afterwards
public record Way(
        String id, String title, List<Field> fields, List<Right> rights, boolean consent) {

    /// Copies the lists.
    public Way {
        fields = List.copyOf(fields);
        rights = List.copyOf(rights);
    }

    /// Something to give.
    ///
    /// @param secret whether it is never to be shown again
    /// @param help where to get it
    public record Field(String key, String label, boolean secret, boolean required, String help) {}

    /// Something that is to be allowed.
    ///
    /// @param name in the provider's words
    /// @param reason what cannot be done without it
    public record Right(String name, String reason) {}
}
