/** Every sentence the page shows, in one place. */
export const texts = {
  name: "Parley",
  tagline: "Your scheduling assistant",
  you: "You",

  welcomeTitle: "Hello, I’m Parley.",
  welcomeText: "Ask what is coming up, book, move or cancel, in your own words.",
  starters: ["What's on my calendar?", "Book a meeting", "What can you do?"],
  startersLabel: "Ways to begin",

  logLabel: "Conversation",
  join: "Join",
  pickerLabel: "Free times",
  pickerHint: "The arrow keys move between times and days, Enter chooses.",
  timesIn: (zone) => `Times in ${zone}`,
  moreTimes: "More times",
  fewerTimes: "Fewer times",
  choicesLabel: "Answers to choose from",
  typing: "Parley is typing",
  latest: "Latest messages",
  today: "Today",
  yesterday: "Yesterday",
  image: "Picture from Parley",
  openImage: "Open the picture",
  openAttachment: "Open the attachment",
  opensElsewhere: "opens in a new window",

  close: "Close the chat",

  newConversation: "New conversation",
  newTitle: "Begin a new conversation?",
  newText: "What is shown here goes away, and what we are in the middle of is dropped. Your meetings, reminders and connected calendars stay as they are.",
  newYes: "Begin anew",
  newNo: "Go on with this one",
  newFailed: "That did not work. Please try again in a moment.",
  newBegun: "A new conversation has begun.",

  signedIn: "I have signed in at Calendly.",

  composerLabel: "Your message",
  placeholder: "Write a message…",
  send: "Send",
  hint: "Enter sends, Shift + Enter starts a new line",
  lengthNear: (count, limit) => `${count} of ${limit} characters`,
  lengthOver: (excess) =>
    `${excess} ${excess === "1" ? "character" : "characters"} too long. Shorten it, or send it in two messages.`,

  connecting: "Connecting…",
  reconnecting: "Reconnecting…",
  unreachable: "Parley can’t be reached right now. Trying again…",
  refused: "The server did not accept this page.",
  unknown: "Your sign-in at this site has run out. Load the page again to go on.",
  loadAgain: "Load it again",

  waiting: "Goes out as soon as the connection is back",
  failed: "This message was not sent.",
  failedLost: "The connection broke before this message arrived.",
  failedLate: "The connection was away for so long that this was not sent by itself.",
  failedSilent: "No answer from the server, so this message may not have arrived.",
  sendAgain: "Send again",
};

/** What the script on other sites says. */
export const launcherTexts = {
  open: "Chat with Parley",
  openUnread: (label, count) => `${label}, ${count} new ${count === 1 ? "message" : "messages"}`,
  close: "Close the chat",
  panel: "Chat",
  frame: "Chat with Parley",
};
