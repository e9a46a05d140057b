"""Domains at which everybody can have a mailbox: an account there is a personal one, any other a work one."""

FREE_MAIL = frozenset(
    """
    aol.com fastmail.com free.fr gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.com
    hotmail.co.uk hotmail.de hotmail.fr icloud.com laposte.net libero.it live.com live.co.uk mac.com mail.com mail.ru
    mailbox.org me.com msn.com naver.com orange.fr outlook.com outlook.de outlook.fr pm.me posteo.de proton.me
    protonmail.com qq.com rocketmail.com t-online.de tuta.com tutanota.com wanadoo.fr web.de yahoo.co.in yahoo.co.jp
    yahoo.co.uk yahoo.com yahoo.de yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zoho.com 126.com 163.com
    """.split()  # noqa: SIM905 - a list would be a line for each
)
