"""Words too common to tell one story from another, folded. A question asks for the others; one of these alone is asked for itself."""

EN = """a about after all also an and any are as at be because been before but by can could did do does for from had has have he
her his how i if in into is it its may more most my no nor not of on or our out over own she should so some such than that the their
them then there these they this those to too under until up us was we were what when where which while who whom why will with would
you your""".split()
RU = """а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее ей если есть еще
же за здесь и из или им их к как какая какой когда кто ли либо меня мне может мой мы на над надо нас наш не него нее нет ни них но
ну о об однако он она они оно от очень по под после потому почти при про с сам свои себя со так также такой там те тем то того тоже
той только том ты у уже хотя чего чей чем через что чтобы чье эта эти это этого этой этом этот я""".split()
HY = """այդ այլ այն այնտեղ այս այստեղ այսպես ապա առանց բայց դա դեպի դու դուք ես եմ ենք եք էի էին է են եթե եւս երբ երբեմն ըստ թե թեև
իմ ին ինչ ինչու ինչպես ինքը իսկ իր իրենց կա կամ կան համար հետ հետո մեզ մեր մեջ մի մինչ միայն նա նաև նման նորից նրա նրան նրանք նրանց
որ որը որի որում որոնք որպես ոչ ով ուր չի չեն պետք սա սակայն վրա տակ ու ում և""".split()  # fmt: skip
OF = {"en": frozenset(EN), "ru": frozenset(RU), "hy": frozenset(HY)}
