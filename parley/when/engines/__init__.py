"""What finds times in a text: Duckling in child processes, Duckling over HTTP, or a small grammar of our own."""
