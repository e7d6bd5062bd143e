package dev.turnaround.store;

import java.util.Map;

/// Where the database is and who we are to it.
///
/// @param host name or address
/// @param port TCP port
/// @param database its name
/// @param user who logs in
/// @param password never shown
/// @param options further parameters of the URL, such as `sslmode`
public record Endpoint(
        String host,
        int port,
        String database,
        String user,
        String password,
        Map<String, String> options) {

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }
}
