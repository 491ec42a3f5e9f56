using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Features.Contracts;
using Paceline.Platform.Files;

namespace Paceline.Features.Applications;

/// <summary>Files that answer questions: taken by what they are, handed out as downloads.</summary>
public sealed class ApplicationFiles(PacelineDb db, FileStore files)
{
    /// <summary>Stores an upload at once; the key of the file, or why it cannot be taken.</summary>
    public async Task<(Guid? Id, Refusal? Refusal)> Take(IFormFile upload, CancellationToken stop)
    {
        var (file, refusal) = await EvidenceFile.Read(upload, stop);
        if (file is null) return (null, refusal);
        return ((await files.Add(file.Name, file.MediaType, file.Content, stop)).Id, null);
    }

    /// <summary>A file of an application as a download, or null where the application has no such file.</summary>
    public async Task<FileContentResult?> Open(IReadOnlyCollection<Answers> answers, Call call, Guid id, CancellationToken stop)
    {
        var mine = call.Questions.Where(q => q.Kind is QuestionKind.FileUpload).Any(q => answers.Any(a => a.Has(q.Id, id.ToString())));
        if (!mine || await files.Find(id, stop) is not var (file, content)) return null;
        return new FileContentResult(content, file.MediaType is "text/plain" ? "text/plain; charset=utf-8" : file.MediaType) { FileDownloadName = file.Name };
    }

    /// <summary>Names of the files that answers name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(IReadOnlyCollection<Answers> answers, Call call, CancellationToken stop)
    {
        var ids = call.Questions.Where(q => q.Kind is QuestionKind.FileUpload).SelectMany(q => answers.Select(a => a.One(q.Id))).Where(v => Guid.TryParse(v, out _)).Select(Guid.Parse).Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<string, string>() : await db.Files.Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id.ToString(), f => f.Name, stop);
    }
}
