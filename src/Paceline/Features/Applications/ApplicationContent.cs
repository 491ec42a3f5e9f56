using Paceline.Domain;
using Paceline.Domain.Activities.Calls;

namespace Paceline.Features.Applications;

/// <summary>One question as a field of a form.</summary>
public sealed record AnswerField(CallQuestion Question, Answers Answers, bool IsShown, Refusal? Fault, IReadOnlyDictionary<string, string> Files, Guid Application);

/// <summary>An application to be read: what counts of it, or what was written and never handed in.</summary>
public sealed record ApplicationContent(ApplicationRecord Record, Submission Written, IReadOnlyDictionary<string, string> Files, bool ShowPeople, bool IsUnsent = false);
