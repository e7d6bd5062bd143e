package dev.turnaround.model.profile;

/// Whose comments and reviews count, beside other humans'.
///
/// @param author whether the author's own do
/// @param bots whether bots' do
public record Voices(boolean author, boolean bots) {
    /// Other humans alone.
    public static final Voices HUMANS = new Voices(false, false);

    String words() {
        if (author) {
            return bots ? "everybody" : "humans, the author among them";
        }
        return bots ? "everybody but the author" : "humans but the author";
    }
}
