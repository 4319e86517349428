"""What each setting means, in words, for the reference."""

# Every variable of the environment that the code reads: what it does, and the value
# where none is given. A variable that is read and not listed here is an error.
SETTINGS: dict[str, tuple[str, str]] = {
    "DATABASE_URL": (
        "Address of the database, as its owner. Migrations run as this role.",
        "none: the embedded PostgreSQL is started",
    ),
    "DATABASE_APP_URL": (
        "Address of the same database as the role with which the app works. It must"
        " not be a superuser, own tables or bypass row security.",
        "a role is made beside the owner",
    ),
    "ONDERDAK_DATABASE": ("Name of the database, if not the usual one.", "onderdak"),
    "ONDERDAK_STATE": (
        "Folder for everything that the installation writes: the embedded database,"
        " secrets that it made itself, files.",
        "`var` in the checkout",
    ),
    "ONDERDAK_MASTER_KEY": (
        "64 hexadecimal digits. Wraps the keys of all sealed identities; without it"
        " no name can be opened again.",
        "made once, in the state folder",
    ),
    "ONDERDAK_MASTER_KEY_OLD": (
        "The master key in use until now; only while `onderdak keys rotate --master`"
        " replaces it.",
        "none",
    ),
    "ONDERDAK_SECRET_KEY": (
        "Signs sessions and forms.",
        "made once, in the state folder",
    ),
    "ONDERDAK_DEMO": (
        "1 or 0: whether this is a demo (its rules, its operator, its banner).",
        "1 without `DATABASE_URL`, else 0",
    ),
    "ONDERDAK_OPERATOR": (
        "E-mail address of the account as which commands act without `--as`.",
        "the demo's operator; none in production",
    ),
    "ONDERDAK_BASE_URL": (
        "The address that people type. With https, cookies are secure and HSTS is on.",
        "http://localhost:8000",
    ),
    "ONDERDAK_HOSTS": (
        "Host names that are answered, with commas between them.",
        "localhost,127.0.0.1,[::1],testserver",
    ),
    "ONDERDAK_BEHIND_PROXY": (
        "1 behind a proxy that itself sets X-Forwarded-Proto and X-Forwarded-For.",
        "0",
    ),
    "ONDERDAK_RULES": (
        "Folders with parameters of municipalities, with colons between them.",
        "the demo's folder in a demo, else none",
    ),
    "ONDERDAK_MAIL_URL": (
        "The mail server: smtp://user:password@host:587 (begins with STARTTLS),"
        " smtps://user:password@host:465, smtp+plain://host:25 without encryption, or"
        " file:///folder to write each mail to a file.",
        "files in the state folder in a demo, else none: mail waits",
    ),
    "ONDERDAK_LARGE_FILE_BYTES": (
        "A file of stays with more bytes is worked on in the background.",
        "1000000",
    ),
    "ONDERDAK_LARGE_FILE_ROWS": (
        "A file of stays with more rows is worked on in the background.",
        "5000",
    ),
    "ONDERDAK_HAND_IN_CHUNK": (
        "How many rows of a large file are recorded in one transaction.",
        "25000",
    ),
    "ONDERDAK_MAIL_BACKEND": (
        "Python path of the Django class that sends mail, instead of the usual one.",
        "follows from `ONDERDAK_MAIL_URL`",
    ),
    "ONDERDAK_MAIL_KEEP_DAYS": (
        "Days after which address and text of a mail are wiped; 1 at least.",
        "30",
    ),
    "ONDERDAK_MAIL_FROM": ("Sender of mail.", "onderdak@localhost"),
    "ONDERDAK_PDOK": (
        "The PDOK Locatieserver, which searches addresses that are not in the own data:"
        " its https address, up to and with the version. It gets what somebody types as"
        " an address, and nothing else.",
        "none: only the own data are searched",
    ),
    "ONDERDAK_CLAMAV": (
        "The clamd that looks at every photo that is handed in: host:port, or the path"
        " of its socket. While it does not answer, no photo is taken in.",
        "none: photos are only drawn anew",
    ),
    "ONDERDAK_REPORT_EXIT": (
        "Where the way out of the public report form leads: a page that says nothing"
        " of why somebody was here.",
        "the weather page of KNMI",
    ),
    "ONDERDAK_PHOTOS_PER_LOCATION": (
        "How many photos of a location the provider may add; the municipality as many.",
        "60",
    ),
    "ONDERDAK_TOKEN_MONTHS": (
        "How many months a token of a provider's system is good for, at most.",
        "12",
    ),
    "ONDERDAK_API_REQUESTS": (
        "How many requests a token may make in a minute.",
        "600",
    ),
    "ONDERDAK_API_CONTACT": (
        "E-mail address of whoever answers for the API; it stands in its document.",
        "beheer@onderdak.example",
    ),
    "ONDERDAK_POOL": (
        "1 keeps connections to the database open; `onderdak serve` sets it.",
        "0",
    ),
    "ONDERDAK_HASHED_STATIC": (
        "1 serves style sheets and scripts under names with a hash; `onderdak serve`"
        " sets it.",
        "0",
    ),
    "ONDERDAK_AS_OWNER": (
        "1 connects as the owner; only the migrations set it.",
        "0",
    ),
}
