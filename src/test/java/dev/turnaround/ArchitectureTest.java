package dev.turnaround;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/// The walls of the house, as ARCHITECTURE.md draws them.
@AnalyzeClasses(packages = "dev.turnaround", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule rooms_use_each_other_as_the_drawing_says =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("main")
                    .definedBy("dev.turnaround")
                    .layer("cli")
                    .definedBy("dev.turnaround.cli..")
                    .layer("server")
                    .definedBy("dev.turnaround.server..")
                    .layer("settings")
                    .definedBy("dev.turnaround.settings..")
                    .layer("receive")
                    .definedBy("dev.turnaround.receive..")
                    .layer("log")
                    .definedBy("dev.turnaround.log..")
                    .layer("ingest")
                    .definedBy("dev.turnaround.ingest..")
                    .layer("reconcile")
                    .definedBy("dev.turnaround.reconcile..")
                    .layer("stream")
                    .definedBy("dev.turnaround.stream..")
                    .layer("api")
                    .definedBy("dev.turnaround.api..")
                    .layer("check")
                    .definedBy("dev.turnaround.check..")
                    .layer("web")
                    .definedBy("dev.turnaround.web..")
                    .layer("contract")
                    .definedBy("dev.turnaround.contract..")
                    .layer("store")
                    .definedBy("dev.turnaround.store..")
                    .layer("provider")
                    .definedBy("dev.turnaround.provider")
                    .layer("providers")
                    .definedBy("dev.turnaround.provider.*..")
                    .layer("connection")
                    .definedBy("dev.turnaround.connection..")
                    .layer("vault")
                    .definedBy("dev.turnaround.vault..")
                    .layer("trace")
                    .definedBy("dev.turnaround.trace")
                    .layer("otel")
                    .definedBy("dev.turnaround.trace.otel..")
                    .layer("simulator")
                    .definedBy("dev.turnaround.simulator..")
                    .layer("model")
                    .definedBy("dev.turnaround.model..")
                    .whereLayer("main")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("cli")
                    .mayOnlyBeAccessedByLayers("main")
                    .whereLayer("server")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("settings")
                    .mayOnlyBeAccessedByLayers("cli", "server", "connection")
                    .whereLayer("connection")
                    .mayOnlyBeAccessedByLayers("api", "cli", "server")
                    .whereLayer("vault")
                    .mayOnlyBeAccessedByLayers("connection", "cli", "server")
                    .whereLayer("receive")
                    .mayOnlyBeAccessedByLayers("connection", "server")
                    .whereLayer("log")
                    .mayOnlyBeAccessedByLayers("server", "cli")
                    .whereLayer("ingest")
                    .mayOnlyBeAccessedByLayers("receive", "log", "reconcile", "server", "cli")
                    .whereLayer("reconcile")
                    .mayOnlyBeAccessedByLayers("api", "server", "cli")
                    .whereLayer("stream")
                    .mayOnlyBeAccessedByLayers("api", "server")
                    .whereLayer("api")
                    .mayOnlyBeAccessedByLayers("server", "cli")
                    .whereLayer("check")
                    .mayOnlyBeAccessedByLayers("api", "connection", "server", "cli")
                    .whereLayer("web")
                    .mayOnlyBeAccessedByLayers("server")
                    .whereLayer("contract")
                    .mayOnlyBeAccessedByLayers(
                            "receive", "ingest", "reconcile", "stream", "api", "server")
                    .whereLayer("store")
                    .mayOnlyBeAccessedByLayers(
                            "contract",
                            "receive",
                            "log",
                            "ingest",
                            "reconcile",
                            "stream",
                            "check",
                            "connection",
                            "api",
                            "server",
                            "cli")
                    .whereLayer("provider")
                    .mayOnlyBeAccessedByLayers(
                            "providers",
                            "receive",
                            "reconcile",
                            "check",
                            "connection",
                            "api",
                            "server",
                            "cli",
                            "main")
                    .whereLayer("providers")
                    .mayOnlyBeAccessedByLayers("main")
                    .whereLayer("trace")
                    .mayOnlyBeAccessedByLayers(
                            "otel",
                            "receive",
                            "log",
                            "ingest",
                            "stream",
                            "reconcile",
                            "providers",
                            "server")
                    .whereLayer("otel")
                    .mayOnlyBeAccessedByLayers("server")
                    .whereLayer("simulator")
                    .mayOnlyBeAccessedByLayers("main", "cli")
                    .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule the_model_is_pure =
            classes()
                    .that()
                    .resideInAPackage("dev.turnaround.model..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("dev.turnaround.model..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule providers_do_not_know_each_other =
            slices().matching("dev.turnaround.provider.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(
                            DescribedPredicate.alwaysTrue(),
                            DescribedPredicate.or(
                                    resideInAPackage("dev.turnaround.provider.json"),
                                    resideInAPackage("dev.turnaround.provider.http")));

    @ArchTest
    static final ArchRule what_providers_share_knows_nothing_of_ours =
            classes()
                    .that()
                    .resideInAPackage("dev.turnaround.provider.json")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.turnaround.provider.json",
                            "com.fasterxml.jackson.core..",
                            "java..",
                            "org.jspecify..");

    @ArchTest
    static final ArchRule the_simulator_is_not_written_from_our_own_parsers =
            noClasses()
                    .that()
                    .resideInAPackage("dev.turnaround.simulator..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.turnaround.provider..");

    @ArchTest
    static final ArchRule rooms_are_free_of_cycles =
            slices().matching("dev.turnaround.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_store_speaks_sql =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.turnaround.store..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..");

    @ArchTest
    static final ArchRule only_the_log_knows_kafka =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.turnaround.log..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule only_one_room_knows_open_telemetry =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.turnaround.trace.otel..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule only_those_who_talk_http_use_vertx_web =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.turnaround.api..",
                            "dev.turnaround.web..",
                            "dev.turnaround.server..",
                            "dev.turnaround.provider.http..",
                            "dev.turnaround.simulator..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx.ext.web..");

    @ArchTest
    static final ArchRule event_loops_never_wait =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.turnaround.receive..",
                            "dev.turnaround.stream..",
                            "dev.turnaround.api..",
                            "dev.turnaround.provider..")
                    .should()
                    .callMethodWhere(
                            target(name("await"))
                                    .and(
                                            target(
                                                    owner(
                                                            JavaClass.Predicates.assignableTo(
                                                                    io.vertx.core.Future.class)))));

    @ArchTest
    static final ArchRule clocks_are_injected =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule things_are_named_for_what_they_are =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl");
}
