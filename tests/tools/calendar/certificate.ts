/** Certificate of an authority that nobody has, serial number 2a, valid until 2027-03-01: made for these tests, its key kept nowhere. */
export const CERTIFICATE = [
    "-----BEGIN CERTIFICATE-----",
    "MIIBjDCCATKgAwIBAgIBKjAKBggqhkjOPQQDAjAlMQ8wDQYDVQQKDAZub2JvZHkx",
    "EjAQBgNVBAMMCWtpdCB0ZXN0czAeFw0yNjExMjkyMTE2NDZaFw0yNzAzMDEyMTE2",
    "NDZaMCUxDzANBgNVBAoMBm5vYm9keTESMBAGA1UEAwwJa2l0IHRlc3RzMFkwEwYH",
    "KoZIzj0CAQYIKoZIzj0DAQcDQgAE7N+cljWtr9fBvvqBVI+zlcEQ3f46THcikSH0",
    "PJUjBCPFr5CnBWtlXBLk3b21jAP9GuY8VPqci1O5cZgaTtSJ06NTMFEwHQYDVR0O",
    "BBYEFMNLin4Pn44xFBbdwOc2wXnKVD2kMB8GA1UdIwQYMBaAFMNLin4Pn44xFBbd",
    "wOc2wXnKVD2kMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhALRS",
    "wwFDai9nca6XoaGkqU/faFYz/4k8T06XbwDz28cQAiAv2Dvrpvnrw7J4+AyFKJgA",
    "rH73PuQHNvmPreFEPXn0JA==",
    "-----END CERTIFICATE-----",
].join("\n");
