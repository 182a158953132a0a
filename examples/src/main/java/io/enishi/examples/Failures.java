package io.enishi.examples;

import io.enishi.core.value.DefinitionException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells what is wrong with the files and definitions that a command was given: each problem with its path and advice, and exit code 2.
 * Whatever else is thrown is a fault of the program and keeps its stack trace.
 */
final class Failures implements IExecutionExceptionHandler {

    private static final int INVALID = 2;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments)
            throws Exception {
        PrintWriter complaints = command.getErr();
        if (failure instanceof DefinitionException definitions) {
            definitions.problems().forEach(complaints::println);
        } else if (failure instanceof FileSystemException file) {
            complaints.println(file.getFile() + ": " + reason(file));
        } else if (failure instanceof CharacterCodingException) {
            complaints.println("a file is not UTF-8 text; save it as UTF-8");
        } else if (failure instanceof IOException) {
            complaints.println("cannot be read: " + failure.getMessage());
        } else {
            throw failure;
        }
        complaints.flush();
        return INVALID;
    }

    private static String reason(FileSystemException file) {
        String reason = file.getReason();
        if (reason != null) {
            return reason;
        }
        return file instanceof NoSuchFileException
                ? "no such file"
                : file.getClass().getSimpleName();
    }
}
