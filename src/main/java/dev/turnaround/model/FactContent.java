package dev.turnaround.model;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How two tellings of the same act become one.
///
/// Each rule keeps the greater of two values in a fixed order in which the unknown is least; that
/// makes it independent of arrival.
final class FactContent {

    private static final Comparator<Act> ANY_FIXED_ORDER =
            Comparator.comparingInt(Act::rank).thenComparing(Act::toString);

    private FactContent() {}

    static Act merge(Act one, Act other) {
        if (one.equals(other)) {
            return one;
        }
        if (one instanceof Act.Opened(var draft) && other instanceof Act.Opened(var otherDraft)) {
            return new Act.Opened(greater(draft, otherDraft));
        }
        if (one instanceof Act.Reviewed(var verdict, var empty)
                && other instanceof Act.Reviewed(var otherVerdict, var otherEmpty)) {
            return new Act.Reviewed(
                    verdict.compareTo(otherVerdict) >= 0 ? verdict : otherVerdict,
                    empty && otherEmpty);
        }
        if (one instanceof Act.Commented(var review)
                && other instanceof Act.Commented(var otherReview)) {
            return new Act.Commented(greater(review, otherReview));
        }
        if (one instanceof Act.Pushed(var head) && other instanceof Act.Pushed(var otherHead)) {
            return new Act.Pushed(greater(head, otherHead));
        }
        if (one instanceof Act.Seen(var draft, var open, var reviewers)
                && other instanceof Act.Seen(var otherDraft, var otherOpen, var otherReviewers)) {
            return new Act.Seen(
                    greater(draft, otherDraft),
                    open && otherOpen,
                    greater(reviewers, otherReviewers));
        }
        return ANY_FIXED_ORDER.compare(one, other) >= 0 ? one : other;
    }

    private static @Nullable List<Reviewer> greater(
            @Nullable List<Reviewer> one, @Nullable List<Reviewer> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.toString().compareTo(other.toString()) >= 0 ? one : other;
    }

    private static <T extends Comparable<T>> @Nullable T greater(
            @Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }
}
