package dev.trellis.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

/** Section 2 of the design: what may depend on what. */
class DependencyRulesTest {
    private static final String[] AWS = {"software.amazon..", "com.amazonaws.."};

    @Test
    void shouldKeepAwsInItsAdaptersAndBindings() {
        noClasses()
                .that(resideOutsideOfPackages(
                        "dev.trellis.infra.aws..",
                        "dev.trellis.infra.local..",
                        "dev.trellis.pdo.fn..",
                        "dev.trellis.bench.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(AWS)
                .because("another cloud is one new module in infra/")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepTheBrokersAdapterFromEveryThirdPartyButJson() {
        classes()
                .that()
                .resideInAPackage("dev.trellis.infra.knative..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.trellis.infra.knative..",
                        "dev.trellis.contract..",
                        "java..",
                        "com.sun.net.httpserver..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..")
                .because("a CloudEvent is an HTTP request, and a cold function loads what it names")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepTransportsInTheBindings() {
        noClasses()
                .that(resideInAnyPackage("dev.trellis.tde..", "dev.trellis.pdo.."))
                .and(resideOutsideOfPackages(
                        "dev.trellis.tde.binding..",
                        "dev.trellis.tde.testkit..",
                        "dev.trellis.pdo.fn..",
                        "dev.trellis.pdo.funqy.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..", "io.quarkus.funqy.knative..", "io.quarkus.funqy.runtime..", "dev.trellis.infra..")
                .because("the same handlers run wherever a binding hands them a message")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepFlowableInOnePackage() {
        noClasses()
                .that(resideOutsideOfPackages("dev.trellis.host.flowable..", "dev.trellis.bench.stock.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.flowable..")
                .because("the engine is a detail of one package (and an arm of the benchmarks)")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepOpenTelemetryInOnePackage() {
        noClasses()
                .that(resideOutsideOfPackages("dev.trellis.host.trace.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..")
                .because("spans are made where they are exported; functions carry no library for it")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepJacksonOutOfTheContractExceptOnTheWire() {
        classes()
                .that()
                .resideInAPackage("dev.trellis.contract..")
                .and(resideOutsideOfPackages("dev.trellis.contract.wire.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.trellis.contract..", "java..", "org.jspecify..")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepThePlannerPure() {
        noClasses()
                .that()
                .resideInAPackage("dev.trellis.pdo.decide..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.trellis.contract.port..",
                        "java.io..",
                        "java.net..",
                        "java.nio.file..",
                        "java.sql..",
                        "java.util.concurrent.."))
                .because("DispatchPlanner is a function of its arguments")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepThePdoFromTheHostAndFromUserCode() {
        noClasses()
                .that()
                .resideInAPackage("dev.trellis.pdo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.trellis.host..", "dev.trellis.tde..", "java.sql..", "org.jdbi..")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepExecutorsFromProcessesAndEngine() {
        noClasses()
                .that()
                .resideInAPackage("dev.trellis.tde..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.trellis.host..", "dev.trellis.pdo..", "dev.trellis.contract.engine..", "org.flowable..")
                .because("a TDE knows nothing of BPMN and of the engine")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepTheRegistriesFromExecutorsOtherThanTheRegistryWriter() {
        noClasses()
                .that()
                .resideInAPackage("dev.trellis.tde..")
                .and(resideOutsideOfPackages("dev.trellis.tde.registry.."))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.trellis.registry..")
                        .and(not(nameMatching("dev\\.trellis\\.registry\\.SchemaCheck(\\$.*)?"))))
                .because("an executor checks documents by their schemas, and knows no registry")
                .check(Platform.classes());
    }

    @Test
    void shouldKeepPortsAheadOfAdapters() {
        noClasses()
                .that(resideInAnyPackage("dev.trellis.contract..", "dev.trellis.registry.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.trellis.infra..", "dev.trellis.host..", "dev.trellis.pdo..", "dev.trellis.tde..")
                .check(Platform.classes());
    }

    @Test
    void shouldLetTheCliSpeakRestAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.trellis.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.trellis.host..",
                        "dev.trellis.infra..",
                        "dev.trellis.pdo..",
                        "dev.trellis.tde..",
                        "java.sql..")
                .because("the command is a client of the REST interface")
                .check(Platform.classes());
    }

    @Test
    void shouldHaveNoCyclesBetweenPackagesOfTheLibraries() {
        slices().matching("dev.trellis.contract.(*)..")
                .should()
                .beFreeOfCycles()
                .check(Platform.classes());
        slices().matching("dev.trellis.pdo.(*)..").should().beFreeOfCycles().check(Platform.classes());
        slices().matching("dev.trellis.tde.(*)..").should().beFreeOfCycles().check(Platform.classes());
        slices().matching("dev.trellis.infra.(*)..").should().beFreeOfCycles().check(Platform.classes());
    }
}
