package dev.trellis.infra.local.function;

import java.nio.file.Path;

/**
 * The JDK that runs the functions.
 *
 * @param home its folder
 * @param feature its feature number, such as 25
 * @param identity what an AOT cache depends on: virtual machine build, operating system and architecture
 */
public record JavaRuntime(Path home, int feature, String identity) {

    /** The JDK of this very process. */
    public static JavaRuntime current() {
        String identity = String.join(
                " ",
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
        return new JavaRuntime(
                Path.of(System.getProperty("java.home")), Runtime.version().feature(), identity);
    }

    /** The path of the {@code java} program. */
    public String java() {
        return home.resolve("bin").resolve("java").toString();
    }

    /** Whether this JDK makes and reads AOT caches (JEP 514, JEP 515). */
    public boolean readsAotCaches() {
        return feature >= 25;
    }
}
