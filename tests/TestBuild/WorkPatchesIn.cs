using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Makes patched copies of a project's sources. A patch whose old lines do not stand there exactly once fails the build.</summary>
public class WorkPatchesIn : Task
{
    public string Root { get; set; }
    public string Project { get; set; }
    public string Target { get; set; }
    public ITaskItem[] Patches { get; set; }
    public ITaskItem[] Sources { get; set; }

    [Output]
    public ITaskItem[] Replaced { get; set; }

    [Output]
    public ITaskItem[] Copies { get; set; }

    public override bool Execute()
    {
        var sources = Sources.ToDictionary(item => item.GetMetadata("FullPath"), item => item, StringComparer.Ordinal);
        var texts = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var path in Patches.Select(item => item.GetMetadata("FullPath")).OrderBy(path => path, StringComparer.Ordinal))
        {
            foreach (var edit in Edits(path).Where(edit => edit.File.StartsWith(Project + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            {
                if (!sources.ContainsKey(edit.File))
                {
                    Log.LogError("{0}: {1} is not compiled", path, edit.File);
                    continue;
                }

                List<string> lines;
                if (!texts.TryGetValue(edit.File, out lines))
                {
                    lines = File.ReadAllLines(edit.File).ToList();
                    texts.Add(edit.File, lines);
                }

                Apply(path, edit, lines);
            }
        }

        Replaced = texts.Keys.Select(file => sources[file]).ToArray();
        Copies = texts.Select(text => (ITaskItem)new TaskItem(Written(text.Key, text.Value))).ToArray();
        return !Log.HasLoggedErrors;
    }

    private void Apply(string path, Edit edit, List<string> lines)
    {
        var places = Enumerable.Range(0, Math.Max(0, lines.Count - edit.Old.Count + 1))
            .Where(start => edit.Old.Select((line, i) => lines[start + i].Trim() == line.Trim()).All(same => same)).ToList();
        if (edit.Old.Count == 0 || places.Count != 1)
        {
            Log.LogError("{0}: the lines beginning with '{1}' stand {2} times in {3}, and must stand there once", path, edit.Old.FirstOrDefault(), places.Count, edit.File);
            return;
        }

        lines.RemoveRange(places[0], edit.Old.Count);
        lines.InsertRange(places[0], edit.New);
    }

    private string Written(string file, List<string> lines)
    {
        var copy = Path.Combine(Target, file.Substring(Root.Length));
        var text = string.Join("\n", lines) + "\n";
        Directory.CreateDirectory(Path.GetDirectoryName(copy));
        if (!File.Exists(copy) || File.ReadAllText(copy) != text)
        {
            File.WriteAllText(copy, text); // an unchanged copy keeps its time, so that nothing is compiled again
        }

        return copy;
    }

    private IEnumerable<Edit> Edits(string path)
    {
        Edit edit = null;
        List<string> part = null;
        foreach (var line in File.ReadAllLines(path))
        {
            if (line.StartsWith("file: ", StringComparison.Ordinal))
            {
                edit = new Edit { File = Path.GetFullPath(Path.Combine(Root, line.Substring("file: ".Length).Trim())) };
                part = null;
            }
            else if (line == "old:")
            {
                edit.Old = part = new List<string>();
            }
            else if (line == "new:")
            {
                edit.New = part = new List<string>();
            }
            else if (line == "end")
            {
                yield return edit;
                edit = new Edit { File = edit.File };
                part = null;
            }
            else if (part != null)
            {
                part.Add(line);
            }
        }
    }

    private class Edit
    {
        public string File;
        public List<string> Old = new List<string>();
        public List<string> New = new List<string>();
    }
}
