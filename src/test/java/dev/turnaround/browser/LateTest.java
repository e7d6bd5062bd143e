package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.turnaround.model.calendar.Hours;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.simulator.github.GitHubReview;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// What was agreed on shows where one looks: who is late, and how long that is in working hours.
class LateTest extends SiteVisit {
    @Test
    void who_is_late_is_said_in_words_and_may_be_looked_at_alone() {
        site.call("PUT", "/targets", target("timeToFirstComment", 4 * 3600));
        site.opened(MIA, "Retry payouts", 6 * 60);
        site.opened(LENA, "Split the ledger", 60);
        var page = visitor.signIn();

        assertThat(card(page, "Retry payouts").locator(".late"))
                .containsText("Late by 2h 00m: no first comment within 4h");
        assertThat(card(page, "Split the ledger").locator(".late")).hasCount(0);
        assertThat(page.locator(".lane.awaiting_review h2")).containsText("1 late");

        button(page, "1 late").click();
        assertThat(page.locator(".lane h3")).hasText(new String[] {"Retry payouts"});
        assertThat(page).hasURL(site.address("/?late=1"));
        page.getByText("Retry payouts").click();
        assertThat(page.locator(".heading")).containsText("no first comment within 4h");
    }

    @Test
    void a_target_that_is_set_and_an_answer_show_while_one_looks() {
        var opened = site.opened(MIA, "Retry payouts", 30);
        var page = visitor.signIn();
        assertThat(page.locator(".card")).hasCount(1);
        assertThat(page.locator(".card .late")).hasCount(0);

        site.call("PUT", "/targets", target("timeToFirstComment", 15 * 60));
        assertThat(card(page, "Retry payouts").locator(".late"))
                .containsText("no first comment within 15m");

        site.reviewed(opened, OMAR, GitHubReview.State.COMMENTED, 1);
        assertThat(page.locator(".lane.awaiting_author h3")).hasCount(1);
        assertThat(page.locator(".card .late")).hasCount(0);

        site.call("PUT", "/targets", target("timeToMerge", 20 * 60));
        assertThat(page.locator(".card .late")).containsText("no merge within 20m");
        site.call("DELETE", "/targets?metric=timeToMerge", null);
        assertThat(page.locator(".card .late")).hasCount(0);
    }

    @Test
    void what_goes_round_and_what_was_merged_today_is_told_beside_the_lanes() {
        var round = site.opened(MIA, "Round and round", 6 * 60);
        for (var turn = 0; turn < 4; turn++) {
            site.reviewed(round, OMAR, GitHubReview.State.CHANGES_REQUESTED, 300 - turn * 40);
            site.send(round.synchronize(site.ago(280 - turn * 40L), MIA, Site.SIZE));
        }
        var merged = site.opened(LENA, "Split the ledger", 60);
        var page = visitor.signIn();
        assertThat(page.getByText("1 with more than 3 rounds")).isVisible();
        assertThat(page.getByText("Merged today 0")).isVisible();

        site.send(merged.merged(site.ago(0), MIA));
        assertThat(page.getByText("Merged today 1")).isVisible();
        page.getByText("Merged today 1").click();
        assertThat(page.locator("[data-item]")).hasText(new String[] {"Split the ledger"});
    }

    @Test
    void working_hours_stand_beside_the_clock_on_the_wall() {
        var otherDay = LocalDate.ofInstant(site.ago(0), ZoneOffset.UTC).plusDays(2).getDayOfWeek();
        site.call("PUT", "/calendars/default", allDay(List.of(otherDay)));
        site.opened(MIA, "Retry payouts", 30 * 60);
        var page = visitor.signIn();
        page.getByLabel("Clock").selectOption("working");
        assertThat(page.locator(".card .wait")).containsText("0s of work, 1d 6h in all");
        assertThat(page).hasURL(site.address("/?clock=working"));

        site.call("PUT", "/calendars/default", allDay(List.of(DayOfWeek.values())));
        page.reload();
        assertThat(page.locator(".card .wait")).containsText("30h of work, 1d 6h in all");
    }

    @Test
    void the_page_counts_working_time_as_the_server_does() {
        var page = visitor.signIn();
        var random = new Random(7);
        var holidays = new TreeSet<LocalDate>();
        holidays.add(LocalDate.parse("2026-04-06"));
        holidays.add(LocalDate.parse("2026-12-25"));
        for (var zone : List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")) {
            var calendar =
                    new WorkCalendar(
                            ZoneId.of(zone),
                            Map.of(
                                    DayOfWeek.MONDAY,
                                    List.of(hours("09:00", "12:30"), hours("13:15", "18:00")),
                                    DayOfWeek.FRIDAY,
                                    List.of(hours("06:00", "10:00")),
                                    DayOfWeek.SUNDAY,
                                    List.of(Hours.ALL_DAY)),
                            holidays);
            var json =
                    new JsonObject()
                            .put("zone", zone)
                            .put(
                                    "week",
                                    new JsonObject()
                                            .put(
                                                    "monday",
                                                    JsonArray.of("09:00-12:30", "13:15-18:00"))
                                            .put("friday", JsonArray.of("06:00-10:00"))
                                            .put("sunday", JsonArray.of("00:00-24:00")))
                            .put("holidays", JsonArray.of("2026-04-06", "2026-12-25"));
            for (var trial = 0; trial < 40; trial++) {
                var from =
                        Instant.parse("2026-01-01T00:00:00Z")
                                .plusSeconds(random.nextInt(400 * 86_400));
                var to = from.plusSeconds(random.nextInt(40 * 86_400));
                Assertions.assertThat(worked(page, json, from, to))
                        .as("%s from %s to %s", zone, from, to)
                        .isEqualTo(calendar.working(from, to).toSeconds());
            }
        }
    }

    private static long worked(Page page, JsonObject calendar, Instant from, Instant to) {
        return ((Number)
                        page.evaluate(
                                """
                                async ([calendar, from, to]) => {
                                  const module = document.querySelector('link[href$="/main.js"]').href.replace(/main\\.js$/, 'working.js');
                                  const { WorkingTime } = await import(module);
                                  return new WorkingTime(JSON.parse(calendar)).between(from, to) / 1000;
                                }
                                """,
                                List.of(
                                        calendar.encode(),
                                        (double) from.toEpochMilli(),
                                        (double) to.toEpochMilli())))
                .longValue();
    }

    private static Hours hours(String from, String to) {
        return new Hours(LocalTime.parse(from), LocalTime.parse(to));
    }

    private static JsonObject target(String metric, int seconds) {
        return new JsonObject().put("metric", metric).put("targetSeconds", seconds);
    }

    private static JsonObject allDay(List<DayOfWeek> days) {
        var week = new JsonObject();
        days.forEach(
                day -> week.put(day.name().toLowerCase(Locale.ROOT), JsonArray.of("00:00-24:00")));
        return new JsonObject().put("zone", "UTC").put("week", week);
    }

    private static Locator card(Page page, String title) {
        return page.locator(".card").filter(new Locator.FilterOptions().setHasText(title));
    }
}
