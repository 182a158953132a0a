package io.enishi.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.Identifier;
import io.enishi.examples.shop.ShopGenerator;
import io.enishi.examples.shop.ShopKnobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void everySnippetShownIsOneThatIsTestedAndEveryTestedOneIsShown() throws IOException {
        assertThat(Readme.ENGLISH.of("java", "yaml"))
                .containsExactlyInAnyOrderElementsOf(Snippets.read().values());
    }

    @Test
    void bothLanguagesShowTheSameBlocksInTheSameOrder() {
        assertThat(Readme.JAPANESE.blocks()).containsExactlyElementsOf(Readme.ENGLISH.blocks());
    }

    @Test
    void bothLanguagesHaveAsManySections() throws IOException {
        for (int i = 0; i < Readme.ENGLISH.files().size(); i++) {
            assertThat(headings(Readme.JAPANESE.files().get(i)))
                    .isEqualTo(headings(Readme.ENGLISH.files().get(i)))
                    .isPositive();
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        for (Readme readme : List.of(Readme.ENGLISH, Readme.JAPANESE)) {
            for (String name : readme.files()) {
                Path file = Path.of("..", name);
                Matcher link = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)").matcher(Files.readString(file));
                while (link.find()) {
                    if (!link.group(1).startsWith("https://")) {
                        assertThat(file.resolveSibling(link.group(1)))
                                .as("link in %s", name)
                                .exists();
                    }
                }
            }
        }
    }

    @Test
    void thePersonWhoseStoryTheReadmeOffersLivesInTheShop() throws IOException {
        for (String name : List.of("README.md", "README.ja.md")) {
            Matcher person =
                    Pattern.compile("--customer member:(\\S+)`").matcher(Files.readString(Path.of("..", name)));
            assertThat(person.find()).isTrue();
            Identifier identifier = Identifier.member(person.group(1));
            assertThat(ShopGenerator.generate(ShopKnobs.standard()).events().stream()
                            .flatMap(event -> event.identifiers().stream())
                            .map(Identifier::value))
                    .contains(identifier.value());
        }
    }

    @Test
    void coordinatesAreThoseOfThisBuild() throws IOException {
        Matcher version =
                Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(Readme.ENGLISH.of("xml"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("<artifactId>crm-core</artifactId>\n    <version>" + version.group(1) + "</version>");
    }

    @Test
    void whatTheReadmeAsksOfSpringBootThreeIsWhatItsConsumerChecks() throws IOException {
        Pattern entry = Pattern.compile("<artifactId>jackson-annotations</artifactId>\\s*<version>([^<]+)</version>");
        Matcher asked = entry.matcher(Readme.ENGLISH.of("xml").get(0));
        String consumer = Files.readString(Path.of("boot3-consumer/pom.xml"));
        Matcher checked = entry.matcher(consumer);
        assertThat(asked.find()).isTrue();
        assertThat(checked.find()).isTrue();
        assertThat(checked.group(1)).isEqualTo(asked.group(1));
        assertThat(checked.start()).isLessThan(consumer.indexOf("<artifactId>spring-boot-dependencies</artifactId>"));
    }

    private static long headings(String name) throws IOException {
        return Files.readAllLines(Path.of("..", name)).stream()
                .filter(line -> line.startsWith("## "))
                .count();
    }
}
