namespace Paceline.Scheduling;

/// <summary>A number and where it stands.</summary>
internal sealed record DznNumber(int Value, int Line, int Column);

/// <summary>One entry of a <c>.dzn</c> list: a number alone, a row of a table or a set.</summary>
internal sealed record DznEntry(List<DznNumber> Numbers, int Line, int Column);

/// <summary>The value of a field: a list of entries, or a single number.</summary>
internal sealed record DznField(string Name, int Line, int Column, bool IsNumber, List<DznEntry> Entries)
{
    /// <summary>Reads every assignment <c>name = value;</c>. After an error it goes on at the next semicolon.</summary>
    public static Dictionary<string, DznField> ReadAll(List<DznToken> tokens, List<FormatError> errors)
    {
        var fields = new Dictionary<string, DznField>(StringComparer.Ordinal);
        var at = 0;
        while (tokens[at].Kind != DznToken.End)
        {
            var name = tokens[at];
            var before = errors.Count;
            if (name.Kind != DznToken.Word)
            {
                errors.Add(new FormatError(name.Line, name.Column, name.Text, "A field name was expected."));
            }
            else if (tokens[++at].Kind != '=')
            {
                errors.Add(new FormatError(tokens[at].Line, tokens[at].Column, name.Text, "\"=\" was expected after the field's name."));
            }
            else
            {
                at++;
                var field = ReadValue(name, tokens, ref at, errors);
                if (!fields.TryAdd(name.Text, field))
                    errors.Add(new FormatError(name.Line, name.Column, name.Text, "The field is given twice."));
                if (errors.Count == before && tokens[at].Kind != ';')
                    errors.Add(new FormatError(tokens[at].Line, tokens[at].Column, name.Text, $"\";\" was expected, not {tokens[at].Text}."));
            }

            while (tokens[at].Kind is not (';' or DznToken.End)) at++;
            if (tokens[at].Kind == ';') at++;
        }

        return fields;
    }

    private static DznField ReadValue(DznToken name, List<DznToken> tokens, ref int at, List<FormatError> errors)
    {
        var field = new DznField(name.Text, name.Line, name.Column, tokens[at].Kind == DznToken.Number, []);
        if (field.IsNumber)
        {
            field.Entries.Add(Entry(tokens[at++]));
            return field;
        }

        if (tokens[at].Kind != '[')
        {
            errors.Add(new FormatError(tokens[at].Line, tokens[at].Column, name.Text, "A number or a list in [ ] was expected."));
            return field;
        }

        at++;
        var table = tokens[at].Kind == '|';
        if (table) at++;
        DznEntry? row = null;
        while (tokens[at].Kind is not (']' or ';' or DznToken.End))
        {
            var token = tokens[at++];
            switch (token.Kind)
            {
                case DznToken.Number when table:
                    if (row is null) field.Entries.Add(row = Entry(token));
                    else row.Numbers.Add(new DznNumber(token.Value, token.Line, token.Column));
                    break;
                case DznToken.Number:
                    field.Entries.Add(Entry(token));
                    break;
                case '|' when table:
                    row = null;
                    break;
                case '{' when !table:
                    field.Entries.Add(ReadSet(token, name, tokens, ref at, errors));
                    break;
                case ',':
                    break;
                default:
                    errors.Add(new FormatError(token.Line, token.Column, name.Text, $"{token.Text} was not expected here."));
                    break;
            }
        }

        if (tokens[at].Kind == ']') at++;
        else errors.Add(new FormatError(tokens[at].Line, tokens[at].Column, name.Text, "The list is not closed with \"]\"."));
        return field;
    }

    private static DznEntry ReadSet(DznToken open, DznToken name, List<DznToken> tokens, ref int at, List<FormatError> errors)
    {
        var set = new DznEntry([], open.Line, open.Column);
        while (tokens[at].Kind is DznToken.Number or ',')
        {
            if (tokens[at].Kind == DznToken.Number)
                set.Numbers.Add(new DznNumber(tokens[at].Value, tokens[at].Line, tokens[at].Column));
            at++;
        }

        if (tokens[at].Kind == '}') at++;
        else errors.Add(new FormatError(tokens[at].Line, tokens[at].Column, name.Text, "The set is not closed with \"}\"."));
        return set;
    }

    private static DznEntry Entry(DznToken number) =>
        new([new DznNumber(number.Value, number.Line, number.Column)], number.Line, number.Column);
}
