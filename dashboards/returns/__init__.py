"""The return of the work of alignment: what it cost, what it brought, and how sure that is."""
