using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.WebApi.Registrations;

/// <summary>Reads the filters of a request; what cannot be read is named with the values that can.</summary>
internal static class Filters
{
    /// <returns>Null when something could not be read; the model state says what.</returns>
    public static RegistrationFilter? Read(RegistrationSearch search, ModelStateDictionary state)
    {
        var status = Named<RegistrationStatus>(search.Status, "status", state);
        var reason = Named<WaitingReason>(search.Reason, "reason", state);
        long? meeting = null;
        if (!string.IsNullOrWhiteSpace(search.MeetingId))
        {
            var digits = string.Concat(search.MeetingId.Where(letter => letter is not ' ' and not '-'));
            if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                meeting = id;
            }
            else
            {
                state.AddModelError("meetingId", "'meetingId' is not a number of Zoom.");
            }
        }

        var text = string.IsNullOrWhiteSpace(search.Text) ? null : search.Text.Trim();
        return state.IsValid ? new RegistrationFilter(status, reason, meeting, text, search.Page, search.PageSize) : null;
    }

    private static T? Named<T>(string? text, string field, ModelStateDictionary state)
        where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Enum.Parse would take any number, and two names as the sum of their numbers
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return Enum.Parse<T>(known);
        }

        state.AddModelError(field, $"'{field}' is none of: {string.Join(", ", Enum.GetNames<T>())}.");
        return null;
    }
}
