package dev.turnaround.chaos;

/// What can be done to somebody.
enum Fault {
    /// `kill -9` of a server, which is started again.
    SERVER_KILLED(Victim.SERVER),
    /// A server stands still and goes on.
    SERVER_PAUSED(Victim.SERVER),
    /// `kill -9` of PostgreSQL's main process, which is started again.
    DATABASE_KILLED(Victim.DATABASE),
    /// PostgreSQL stands still, with all its processes, and goes on.
    DATABASE_PAUSED(Victim.DATABASE),
    /// `kill -9` of the broker, which is started again.
    BROKER_KILLED(Victim.BROKER),
    /// The broker stands still and goes on.
    BROKER_PAUSED(Victim.BROKER),
    /// The connections of a server to PostgreSQL are closed, and it gets no others.
    DATABASE_ROAD_CUT(Victim.DATABASE_ROAD),
    /// The connections of a server to the broker are closed, and it gets no others.
    BROKER_ROAD_CUT(Victim.BROKER_ROAD),
    /// The connection of a follower is closed.
    FOLLOWER_CUT(Victim.FOLLOWER);

    private final Victim victim;

    Fault(Victim victim) {
        this.victim = victim;
    }

    Victim victim() {
        return victim;
    }

    /// To whom it can be done.
    enum Victim {
        SERVER,
        DATABASE,
        BROKER,
        DATABASE_ROAD,
        BROKER_ROAD,
        FOLLOWER
    }
}
