package dev.turnaround.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads lists of words.
final class Words {
    private final Reading reading;

    Words(Reading reading) {
        this.reading = reading;
    }

    /// A list, or in the environment words with commas between.
    List<String> read(Section section, String key, Pattern item, String expected) {
        var path = section.path(key);
        var items = new ArrayList<String>();
        if (reading.override(path) instanceof Value.Text(var text, var place, _)) {
            for (var one : text.split(",", -1)) {
                add(items, one.strip(), item, place, path, expected);
            }
            return items;
        }
        switch (section.node(key)) {
            case null -> {}
            case SequenceNode sequence -> {
                var index = 0;
                for (var node : sequence.getValue()) {
                    var itemPath = path + "[" + index++ + "]";
                    if (reading.value(itemPath, node)
                            instanceof Value.Text(var text, var place, _)) {
                        add(items, text.strip(), item, place, itemPath, expected);
                    } else {
                        reading.refuse(reading.place(node), itemPath, expected);
                    }
                }
            }
            default -> section.refuse(key, "a list");
        }
        return items;
    }

    private void add(
            List<String> items,
            String text,
            Pattern item,
            Place place,
            String path,
            String expected) {
        if (item.matcher(text).matches()) {
            items.add(text);
        } else {
            reading.refuse(place, path, expected);
        }
    }
}
