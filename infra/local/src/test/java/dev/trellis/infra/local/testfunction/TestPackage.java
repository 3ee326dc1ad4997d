package dev.trellis.infra.local.testfunction;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Puts a function package together from the test class path: the obedient handler's jar and the runtime interface client's. */
public final class TestPackage {

    /** The handler string of the package. */
    public static final String HANDLER = ObedientHandler.class.getName() + "::handleRequest";

    private TestPackage() {}

    /** Writes the package into a folder, which is created. */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            String name = jar.getFileName().toString();
            if (name.startsWith("aws-lambda-java-") || name.startsWith("utils-lite-")) {
                Files.copy(jar, folder.resolve("lib").resolve(name));
            }
        }
        writeHandler(folder.resolve("lib").resolve("handler.jar"));
        Files.writeString(folder.resolve("function.properties"), "handler=" + HANDLER + "\n");
        return folder;
    }

    private static void writeHandler(Path jar) throws IOException {
        String name = ObedientHandler.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream code = ObedientHandler.class.getClassLoader().getResourceAsStream(name)) {
            if (code == null) {
                throw new IOException("not on the class path: " + name);
            }
            out.putNextEntry(new JarEntry(name));
            long unused = code.transferTo(out);
            out.closeEntry();
        }
    }
}
