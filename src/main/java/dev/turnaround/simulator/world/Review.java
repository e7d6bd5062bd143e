package dev.turnaround.simulator.world;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.play.Prose;
import dev.turnaround.simulator.play.PullRequest;
import dev.turnaround.simulator.play.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What happens to a pull request: whatever can happen at all, as often as it makes trouble.
final class Review implements Fate {
    private static final int PERCENT = 100;
    private static final int MOVES_AFTER_THE_END = 2;

    private final PullRequest pull;
    private final World.Road road;
    private final Organisation acme;
    private final List<Person> others;
    private final Supplier<String> titles;
    private final Prose prose;
    private final RandomGenerator random;
    private boolean begun;
    private boolean closedOnce;
    private boolean gone;
    private boolean draft;
    private boolean merged;
    private int moves;
    private int epilogue = MOVES_AFTER_THE_END;

    /// @param titles what it may be called, whatever happens to it
    Review(
            PullRequest pull,
            World.Road road,
            Organisation acme,
            Supplier<String> titles,
            Prose prose,
            RandomGenerator random) {
        this.pull = pull;
        this.road = road;
        this.acme = acme;
        this.titles = titles;
        this.prose = prose;
        this.random = random;
        this.others = new ArrayList<>(acme.people());
        this.others.remove(pull.author());
        this.moves = 1 + random.nextInt(25);
    }

    @Override
    public Scene scene() {
        return pull.scene();
    }

    @Override
    public String about() {
        return pull.page();
    }

    @Override
    public boolean over() {
        return begun && (moves <= 0 || epilogue <= 0 || gone);
    }

    @Override
    public List<WebhookRequest> move(Instant at) {
        moves--;
        if (!begun) {
            begun = true;
            return opened(at);
        }
        if (!pull.open()) {
            return afterwards(at);
        }
        return draft && random.nextInt(3) > 0 ? drafting(at) : reviewing(at);
    }

    private List<WebhookRequest> opened(Instant at) {
        draft = chance(30);
        var asked = chance(40) ? List.of(anybody()) : List.<Person>of();
        var teams = chance(20) ? List.of(acme.teams().getFirst()) : List.<Team>of();
        return pull.opened(at, draft, asked, teams);
    }

    private List<WebhookRequest> afterwards(Instant at) {
        if (!merged && chance(50)) {
            return pull.reopened(at);
        }
        epilogue--;
        return pull.commented(at, anyone(), prose.answer());
    }

    private List<WebhookRequest> drafting(Instant at) {
        if (chance(50)) {
            draft = false;
            return pull.ready(at);
        }
        return chance(50) ? pull.pushed(at) : pull.commented(at, anyone(), prose.question());
    }

    private List<WebhookRequest> reviewing(Instant at) {
        var what = random.nextInt(PERCENT);
        if (what < 14) {
            return pull.approved(at, anybody(), prose.praise());
        }
        if (what < 24) {
            return pull.changesWanted(at, anybody(), "A few things first.", doubts());
        }
        if (what < 32) {
            return pull.doubted(at, anybody(), chance(50) ? "" : prose.question(), doubts());
        }
        if (what < 42) {
            return pull.commented(at, anyone(), prose.question());
        }
        if (what < 54) {
            return chance(50) ? pull.pushed(at) : pull.pushedPastApprovals(at);
        }
        if (what < 64) {
            return asked(at);
        }
        if (what < 68) {
            return pull.unasked(at, anybody());
        }
        if (what < 73) {
            return takenBack(at);
        }
        if (what < 77) {
            return commentRemoved(at);
        }
        return lessOften(at, what);
    }

    private List<WebhookRequest> lessOften(Instant at, int what) {
        if (what < 81) {
            return pull.hasThreads()
                    ? pull.answered(at, prose.answer())
                    : pull.commented(at, pull.author(), prose.answer());
        }
        if (what < 84) {
            return pull.commented(at, acme.steward(), prose.report());
        }
        if (what < 85) {
            return pull.retitled(at, titles.get());
        }
        if (what < 88) {
            return chance(50)
                    ? pull.retargeted(at, "release-" + random.nextInt(9))
                    : pull.described(at, prose.praise());
        }
        if (what < 90) {
            return pull.hasLabels()
                    ? pull.labeled(at, prose.label())
                    : pull.described(at, prose.answer());
        }
        if (what < 93) {
            if (draft) {
                return List.of();
            }
            draft = true;
            return pull.backToDraft(at);
        }
        if (what < 95) {
            return chance(50) ? deleted(at) : closed(at);
        }
        if (draft) {
            return List.of();
        }
        merged = true;
        return pull.merged(at, anyone());
    }

    private List<WebhookRequest> closed(Instant at) {
        closedOnce = true;
        return pull.closed(at);
    }

    /// Only GitLab's can be deleted, and its webhooks do not tell of it. What is closed is not
    /// looked after: were one reopened and then deleted between two looks, nobody would ever know.
    private List<WebhookRequest> deleted(Instant at) {
        if (pull.scene() != Scene.GITLAB || road == World.Road.WEBHOOKS || closedOnce) {
            return List.of();
        }
        gone = true;
        return pull.deleted(at);
    }

    /// Bitbucket's webhooks only ever show a list of reviewers: whoever has answered and is put on
    /// it later cannot be told from whoever is put on it for having answered.
    private List<WebhookRequest> asked(Instant at) {
        return pull.scene() == Scene.BITBUCKET && road == World.Road.WEBHOOKS
                ? List.of()
                : pull.asked(at, List.of(anybody()));
    }

    /// GitLab's webhooks do not tell of it.
    private List<WebhookRequest> commentRemoved(Instant at) {
        return pull.scene() == Scene.GITLAB && road == World.Road.WEBHOOKS
                ? List.of()
                : pull.lastCommentRemoved(at);
    }

    /// Bitbucket's API has forgotten a verdict that was taken back.
    private List<WebhookRequest> takenBack(Instant at) {
        return pull.scene() == Scene.BITBUCKET && road == World.Road.API
                ? List.of()
                : pull.takenBack(at, anybody());
    }

    /// Somebody who is not the author.
    private Person anybody() {
        return others.get(random.nextInt(others.size()));
    }

    private Person anyone() {
        return chance(25) ? pull.author() : anybody();
    }

    private List<String> doubts() {
        var doubts = new ArrayList<String>();
        for (var count = 1 + random.nextInt(3); count > 0; count--) {
            doubts.add(prose.doubt());
        }
        return doubts;
    }

    private boolean chance(int percent) {
        return random.nextInt(PERCENT) < percent;
    }
}
